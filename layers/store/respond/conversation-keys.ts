import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { decodeInstant, digits, encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';

type OfConversation = InWorkspace & { conversationId: string };

const conversation = (at: OfConversation) => `${workspacePartition(at)}#CONV#${text(at.conversationId)}`;

export const conversationKey = accessPattern(
  { entity: 'conversation', serves: 'GET /conversations/{id}; state that every message changes' },
  (at: OfConversation) => one(conversation(at), 'META'),
);
export const partKey = accessPattern(
  { entity: 'part', serves: 'one message or action, by its gap-free sequence number' },
  (at: OfConversation & { seq: number }) => one(conversation(at), `PART#${digits(at.seq, 12)}`),
);
export const parts = accessPattern(
  { entity: 'part', serves: 'thread of a conversation; catching up after a sequence number' },
  (at: OfConversation) => all(conversation(at), 'PART#'),
);
export const replyIdempotencyKey = accessPattern(
  { entity: 'idempotency', serves: 'a reply that is sent again returns the first one' },
  (at: OfConversation & { author: string; clientId: string }) =>
    one(conversation(at), `IDEM#${text(at.author)}#${text(at.clientId)}`),
);
export const conversationIdempotencyKey = accessPattern(
  { entity: 'idempotency', serves: 'a conversation that is begun again returns the first one' },
  (at: InWorkspace & { author: string; clientId: string }) =>
    one(`${workspacePartition(at)}#IDEM#${text(at.author)}`, `IDEM#${text(at.clientId)}`),
);
export const repliesOf = accessPattern(
  { entity: 'idempotency', serves: 'deletion and merge of a contact: the keys of its replies' },
  (at: OfConversation & { author: string }) => all(conversation(at), `IDEM#${text(at.author)}#`),
);
export const beginnings = accessPattern(
  { entity: 'idempotency', serves: 'deletion and merge of a contact: the keys of the conversations it began' },
  (at: InWorkspace & { author: string }) => all(`${workspacePartition(at)}#IDEM#${text(at.author)}`),
);
export const conversationListingKey = accessPattern(
  { entity: 'conversation', serves: "a conversation's place in the listing by last activity" },
  (at: OfConversation & { updatedAt: number }) =>
    placed(
      'gsi1',
      `${workspacePartition(at)}#CONVERSATIONS`,
      `${encodeInstant(at.updatedAt)}#${text(at.conversationId)}`,
    ),
);
export const conversationListing = accessPattern(
  { entity: 'conversation', serves: 'GET /conversations and the inbox, newest activity first' },
  (at: InWorkspace): Collection => ({ index: 'gsi1', partition: `${workspacePartition(at)}#CONVERSATIONS` }),
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

/** Takes a sort value of the listing; returns whose place it is. */
export function conversationOfPlace(sort: string): { conversationId: string; updatedAt: number } {
  const [instant = '', conversationId = ''] = sort.split('#');
  return { conversationId, updatedAt: decodeInstant(instant) };
}
