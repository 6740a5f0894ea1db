import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import * as z from 'zod';
import { FrameIn } from '#events/socket-frame';
import { apiGatewayPush } from '#platform/push';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { webSocket } from '#runtime/web-socket';
import { connectionStore } from '#store/respond/connections';
import { conversationAudience } from '#store/respond/conversation-audience';
import { openTable } from '#store/table/dynamo-table';
import { answerFrame } from './answer-frame.ts';

const { TABLE_NAME, WEBSOCKET_CALLBACK_URL } = environment({ TABLE_NAME: z.string(), WEBSOCKET_CALLBACK_URL: z.url() });
const table = openTable(TABLE_NAME);
const gateway = new ApiGatewayManagementApiClient({ endpoint: WEBSOCKET_CALLBACK_URL, maxAttempts: 1 });
const ports = {
  audience: conversationAudience(table),
  clock: systemClock,
  connections: connectionStore(table),
  push: apiGatewayPush(gateway),
};

export const handler = webSocket(({ connectionId, frame }) => answerFrame(ports, connectionId, frame), {
  frame: FrameIn,
});
