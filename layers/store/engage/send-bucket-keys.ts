import { accessPattern } from '../table/access-pattern.ts';
import { one } from '../table/partition.ts';

/** Under no workspace: all of them send through one account. */
export const sendBucketKey = accessPattern(
  { entity: 'send-bucket', serves: "send-email: the provider's quota, for all workers together" },
  (_: unknown) => one('SEND-BUCKET', 'SEND-BUCKET'),
);
