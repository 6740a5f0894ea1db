import * as z from 'zod';
import { FollowUpJob } from '#events/follow-up-job';
import { openEffects } from '#functions/streams/outbox/open-effects';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { contactErasure } from '#store/erasure/erase-contact';
import { openTable } from '#store/table/dynamo-table';
import { workFollowUpJob } from './work-follow-up-job.ts';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const table = openTable(TABLE_NAME);
const ports = { ...openEffects(table), remains: contactErasure(table) };

export const handler = queueWorker(FollowUpJob, (job) => workFollowUpJob(ports, job), { dead: ports.deadFollowUps });
