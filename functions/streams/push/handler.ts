import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import * as z from 'zod';
import { apiGatewayPush } from '#platform/push';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { log } from '#runtime/logger';
import { streamConsumer } from '#runtime/stream-consumer';
import { connectionStore } from '#store/respond/connections';
import { conversationAudience } from '#store/respond/conversation-audience';
import { openTable } from '#store/table/dynamo-table';
import { pushConsumer } from './push-consumer.ts';

const { TABLE_NAME, WEBSOCKET_CALLBACK_URL } = environment({ TABLE_NAME: z.string(), WEBSOCKET_CALLBACK_URL: z.url() });
const table = openTable(TABLE_NAME);
const ports = {
  audience: conversationAudience(table),
  clock: systemClock,
  connections: connectionStore(table),
  // A frame that comes late is read over HTTP by then, so that the client does not retry.
  push: apiGatewayPush(new ApiGatewayManagementApiClient({ endpoint: WEBSOCKET_CALLBACK_URL, maxAttempts: 1 })),
};

export const handler = streamConsumer(pushConsumer(ports, log));
