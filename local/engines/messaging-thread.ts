/** SQS, SNS and S3 by fauxqs, in real time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import { listenOnLoopbackOnly } from './loopback-only.ts';

export type MessagingData = { data: string | undefined };

const { data }: MessagingData = workerData;
listenOnLoopbackOnly();
if (data) releaseMessages(join(data, 'fauxqs.db'));
const server = await startFauxqs({ port: 0, logger: false, ...(data ? { dataDir: data } : {}) });
parentPort?.postMessage({ address: `http://127.0.0.1:${server.port}` });

/** Whoever had received messages is gone: makes them visible again, as SQS does after the visibility timeout. */
function releaseMessages(file: string): void {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file);
  database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  database.close();
}
