import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { GIVEN_UP_PREFIX } from '#domain/kernel/kept-records';

/** What Lambda writes of a batch that it gave up (AWS Lambda developer guide, "Capturing discarded batches"). */
const GivenUp = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number() }),
  timestamp: z.string().optional(),
  payload: z.string().transform((text) => z.object({ Records: z.array(z.looseObject({})) }).parse(JSON.parse(text))),
});

/** A batch of the stream that Lambda gave up, in its object. */
export type GivenUpBatch = { key: string; at: string; reason: string; records: object[] };

/** Takes the bucket of kept records; returns every batch in it that was given up. */
export async function givenUpBatches(s3: S3Client, Bucket: string): Promise<GivenUpBatch[]> {
  const batches: GivenUpBatch[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: GIVEN_UP_PREFIX, ContinuationToken }));
    for (const { Key = '', LastModified } of page.Contents ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const { requestContext, payload } = GivenUp.parse(JSON.parse((await Body?.transformToString()) ?? ''));
      const reason = `The function failed ${requestContext.approximateInvokeCount} times (${requestContext.condition})`;
      batches.push({ key: Key, at: LastModified?.toISOString() ?? '', reason, records: payload.Records });
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return batches;
}

/** Forgets a batch that was handed over. */
export async function forgetBatch(s3: S3Client, Bucket: string, { key: Key }: GivenUpBatch): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
}
