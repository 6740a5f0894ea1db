import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { transferPrefixes } from '#domain/connect/transfer/transfer-keys';
import { GIVEN_UP_PREFIX, KEPT_RECORDS_PREFIX } from '#domain/kernel/kept-records';
import { tellsOfWorkspace } from '#store/erasure/workspace-erasure';
import type { Place } from './place.ts';

type Buckets = Pick<Place, 'transfersBucket' | 'deadLetters'>;

/** An object that holds something of a workspace, and what must stay in it because it is of others. */
export type OwnObject = { bucket: string; key: string; rest?: string };

/** Takes where the buckets are and a workspace; returns the objects in them that hold something of it. */
export async function objectsOfWorkspace(place: Buckets, workspaceId: string): Promise<OwnObject[]> {
  const { transfersBucket, deadLetters } = place;
  const found: OwnObject[] = [];
  for (const prefix of transferPrefixes(workspaceId))
    for (const key of await keysUnder(place, transfersBucket, prefix)) found.push({ bucket: transfersBucket, key });
  const bucket = deadLetters.keptRecordsBucket;
  for (const prefix of [KEPT_RECORDS_PREFIX, GIVEN_UP_PREFIX]) {
    for (const key of await keysUnder(place, bucket, prefix)) {
      const kept = keptIn((await readObject(place, bucket, key)) ?? '[]');
      const rest = kept.records.filter((record) => !tellsOfWorkspace(record, { workspaceId }));
      if (rest.length === kept.records.length) continue;
      found.push({ bucket, key, ...(rest.length > 0 ? { rest: kept.written(rest) } : {}) });
    }
  }
  return found;
}

/** Takes such an object; removes it, or what is the workspace's in it. */
export async function removeObject({ deadLetters: { s3 } }: Buckets, { bucket, key, rest }: OwnObject): Promise<void> {
  const at = { Bucket: bucket, Key: key };
  await (rest === undefined
    ? s3.send(new DeleteObjectCommand(at))
    : s3.send(new PutObjectCommand({ ...at, Body: rest, ContentType: 'application/json' })));
}

/** Takes a bucket and a key; returns the object's text, or undefined if there is none. */
export async function readObject(
  { deadLetters: { s3 } }: Buckets,
  Bucket: string,
  Key: string,
): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

async function keysUnder({ deadLetters: { s3 } }: Buckets, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    for (const { Key = '' } of page.Contents ?? []) keys.push(Key);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

type Records = Parameters<typeof tellsOfWorkspace>[0][];

/** Ours hold records alone; in what Lambda gave up they stand within a text (`givenUpBatches`). */
function keptIn(text: string): { records: Records; written(records: Records): string } {
  const object: { payload?: string } | Records = JSON.parse(text);
  if (Array.isArray(object)) return { records: object, written: (records) => JSON.stringify(records) };
  const { Records = [] }: { Records?: Records } = JSON.parse(object.payload ?? '{}');
  return {
    records: Records,
    written: (records) => JSON.stringify({ ...object, payload: JSON.stringify({ Records: records }) }),
  };
}
