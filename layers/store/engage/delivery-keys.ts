import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { decodeInstant, encodeInstant, shardOf, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';

/** Over how many index partitions what was sent is spread: one takes 1,000 writes a second, and SES sends hundreds. */
export const SENT_SHARDS = 8;

export const deliveryKey = accessPattern(
  { entity: 'delivery', serves: 'send-email and mail-feedback: the ledger entry of one send' },
  (at: OfContact & { deliveryId: string }) => one(contactPartition(at), `SEND#${text(at.deliveryId)}`),
);
export const deliveries = accessPattern({ entity: 'delivery', serves: 'what was sent to a contact' }, (at: OfContact) =>
  all(contactPartition(at), 'SEND#'),
);
export const sentKey = accessPattern(
  { entity: 'delivery', serves: 'the place of a delivery by when it was sent, or failed for good' },
  (at: InWorkspace & { deliveryId: string; sentAt: number }) =>
    placed('gsi1', sent(at, shardOf(at.deliveryId, SENT_SHARDS)), `${encodeInstant(at.sentAt)}#${text(at.deliveryId)}`),
);
export const sentListing = accessPattern(
  { entity: 'delivery', serves: 'POST /export/content/data (shards merged)' },
  (at: InWorkspace & { shard: number }): Collection => ({ index: 'gsi1', partition: sent(at, at.shard) }),
);

const sent = (at: InWorkspace, shard: number) => `${workspacePartition(at)}#SENT#${shard}`;

/** Takes a sort value of the listing of what was sent; returns the place. */
export function sentPlace(sort: string): { at: number; deliveryId: string } {
  const [instant = '', deliveryId = ''] = sort.split('#');
  return { at: decodeInstant(instant), deliveryId };
}

/** Takes two instants in ms, both included, and a place to continue behind; returns that range of the listing. */
export function sentRange(
  { from, to }: { from: number; to: number },
  after?: { at: number; deliveryId: string },
): { from: string; to: string } {
  // The dollar sign follows the separator in ASCII and precedes what ids are made of: it is behind one place, or all of one instant.
  const first = after === undefined ? encodeInstant(from) : `${encodeInstant(after.at)}#${text(after.deliveryId)}$`;
  return { from: first, to: `${encodeInstant(to)}$` };
}
