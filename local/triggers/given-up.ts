import { randomUUID } from 'node:crypto';
import { Failure } from '#domain/kernel/failure';
import { GIVEN_UP_PREFIX } from '#domain/kernel/kept-records';
import { authorization, callEngine } from '../aws/engine-calls.ts';

/**
 * Puts a batch that was given up where Lambda puts it: takes the S3 engine's address, the ARN of a bucket, what Lambda says of the
 * batch, and the present in ms. @throws internal if the engine refuses
 */
export async function putGivenUp(endpoint: string, bucketArn: string, body: string, now: number): Promise<void> {
  const bucket = bucketArn.split(':::')[1] ?? '';
  const [day = '', time = ''] = new Date(now).toISOString().slice(0, 19).replaceAll(':', '.').split('T');
  const key = `${GIVEN_UP_PREFIX}local/${day.replaceAll('-', '/')}/${day}T${time}-${randomUUID()}`;
  const answer = await callEngine(endpoint, {
    method: 'PUT',
    path: `/${bucket}/${key}`,
    headers: { ...authorization('s3'), 'content-type': 'application/json' },
    body,
  });
  if (answer.status >= 300) throw new Failure('internal', `The local S3 refused a batch with ${answer.status}.`);
}
