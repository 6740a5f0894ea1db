import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import * as z from 'zod';
import { FollowUpJob } from '#events/follow-up-job';
import { openEffects } from '#functions/streams/outbox/open-effects';
import { apiGatewayPush } from '#platform/push';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { contactErasure } from '#store/erasure/erase-contact';
import { connectionStore } from '#store/respond/connections';
import { openTable } from '#store/table/dynamo-table';
import { workFollowUpJob } from './work-follow-up-job.ts';

const { TABLE_NAME, WEBSOCKET_CALLBACK_URL } = environment({ TABLE_NAME: z.string(), WEBSOCKET_CALLBACK_URL: z.url() });
const table = openTable(TABLE_NAME);
const ports = {
  ...openEffects(table),
  remains: contactErasure(table),
  connections: connectionStore(table),
  push: apiGatewayPush(new ApiGatewayManagementApiClient({ endpoint: WEBSOCKET_CALLBACK_URL })),
};

export const handler = queueWorker(FollowUpJob, (job) => workFollowUpJob(ports, job), { dead: ports.deadFollowUps });
