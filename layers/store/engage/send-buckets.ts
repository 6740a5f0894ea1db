import * as z from 'zod';
import type { SendBucket, SendBucketStore } from '#domain/engage/mail/send-quota';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { sendBucketKey } from './send-bucket-keys.ts';

const bucketCodec = codec<SendBucket>(
  'send-bucket',
  z.object({
    quota: absentAsNull(z.object({ perSecond: z.number(), perDay: z.number().nullable(), sentInDay: z.number() })),
    readAt: z.number(),
    taken: z.number(),
    nextAt: z.number(),
    version: z.number(),
  }),
);

/** Takes the table; returns the bucket of turns to send in it. */
export function sendBucketStore(table: Table): SendBucketStore {
  return {
    async get() {
      const item = await table.get(sendBucketKey({}), { consistent: true });
      return item === undefined
        ? { quota: null, readAt: 0, taken: 0, nextAt: 0, version: 0 }
        : bucketCodec.fromItem(item);
    },
    async save(bucket) {
      const { version } = bucket;
      const item = bucketCodec.toItem({ ...bucket, version: version + 1 }, { at: [sendBucketKey({})] });
      await table.put(item, version === 0 ? 'absent' : { equals: { version } });
    },
  };
}
