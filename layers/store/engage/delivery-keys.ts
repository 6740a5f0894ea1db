import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { decodeInstant, digits, encodeInstant, shardOf, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';

/** Over how many index partitions what was sent is spread: one takes 1,000 writes a second, and SES sends hundreds. */
export const SENT_SHARDS = 8;

export const profileKey = accessPattern(
  { entity: 'profile', serves: 'evaluation of rules on every event, contact change and due instant' },
  (at: OfContact) => one(contactPartition(at), 'PROFILE'),
);
export const eventKey = accessPattern(
  { entity: 'event', serves: 'POST /events; writing the same name and instant twice stops here' },
  (at: OfContact & { name: string; createdAt: number; eventId: string }) =>
    one(contactPartition(at), `EVENT#${text(at.name)}#${encodeInstant(at.createdAt)}#${text(at.eventId)}`),
);
export const eventClaimKey = accessPattern(
  { entity: 'event-claim', serves: 'POST /events with an id: stops a repeat that carries another instant' },
  (at: OfContact & { name: string; eventId: string }) =>
    one(contactPartition(at), `EVENTID#${text(at.name)}#${text(at.eventId)}`),
);
export const events = accessPattern({ entity: 'event', serves: 'GET /events of a contact' }, (at: OfContact) =>
  all(contactPartition(at), 'EVENT#'),
);
export const eventsNamed = accessPattern(
  { entity: 'event', serves: 'backfill: what a new rule counts from' },
  (at: OfContact & { name: string }) => all(contactPartition(at), `EVENT#${text(at.name)}#`),
);
/** From an instant (ms) on up to an event, or to the newest; events of its instant that lie behind it in the table are in it. */
export const eventsNamedWithin = (at: { name: string; from: number; to: { createdAt: number } | undefined }) => {
  const name = `EVENT#${text(at.name)}#`;
  // Behind the instant: a dollar sign sorts after the separator. An instant is never followed by a semicolon.
  const to = at.to === undefined ? ';' : `${encodeInstant(at.to.createdAt)}$`;
  return { from: `${name}${encodeInstant(at.from)}`, to: `${name}${to}` };
};
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
export const conversationLinkKey = accessPattern(
  { entity: 'conversation-link', serves: 'a conversation that a contact takes part in' },
  (at: OfContact & { conversationId: string }) =>
    one(contactPartition(at), `CONVERSATION#${digits(Number(at.conversationId), 16)}`),
);
export const conversationLinks = accessPattern(
  { entity: 'conversation-link', serves: "messenger home: a contact's conversations; contact page of the inbox" },
  (at: OfContact) => all(contactPartition(at), 'CONVERSATION#'),
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
