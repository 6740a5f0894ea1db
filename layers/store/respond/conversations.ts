import { isFailure } from '#domain/kernel/failure';
import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import type { Key } from '../table/access-pattern.ts';
import { countPlaces } from '../table/count-places.ts';
import type { Action, Table } from '../table/table.ts';
import { headItem, idempotencyCodec, idempotencySpace, linkCodec, partCodec } from './conversation-item.ts';
import {
  conversationIdempotencyKey,
  conversationLinkKey,
  conversationListing,
  partKey,
  parts,
  replyIdempotencyKey,
} from './conversation-keys.ts';
import { listConversations, listConversationsOfContact, readConversations } from './conversation-listing.ts';

/** How long a client may repeat a message and get the first one; in ms. */
const REPEATABLE_MS = 7 * 24 * 60 * 60 * 1000;

/** Takes the table; returns the conversations in it. */
export function conversationStore(table: Table): ConversationStore {
  return {
    async create(conversation, source) {
      const key = source.clientId === null ? undefined : conversationIdempotencyKey(keyOf(source, source.clientId));
      const actions: Action[] = [
        { put: headItem(conversation), when: 'absent' },
        { put: partItem(source), when: 'absent' },
        ...remembering(source, key),
        ...linking(conversation, conversation.contactIds),
      ];
      const earlier = await writeOnce(table, actions, key);
      if (earlier === undefined) return { conversation, replayed: false };
      const found = await readConversations(table, conversation.workspaceId, [earlier.conversationId], true);
      return { conversation: found[0] ?? conversation, replayed: true };
    },
    async get(workspaceId, conversationId) {
      return (await readConversations(table, workspaceId, [conversationId], true))[0];
    },
    async listParts(workspaceId, conversationId, afterSeq, limit) {
      const at = { workspaceId, conversationId };
      const after = afterSeq < 1 ? {} : { after: partKey({ ...at, seq: afterSeq }).sort };
      const items = await table.page({ in: parts(at), limit, consistent: true, ...after });
      return items.map(partCodec.fromItem);
    },
    async append(before, after, part) {
      const key = part.clientId === null ? undefined : replyIdempotencyKey(keyOf(part, part.clientId));
      const next = { ...after, version: before.version + 1 };
      const actions: Action[] = [
        { put: headItem(next), when: { equals: { version: before.version, lastSeq: before.lastSeq } } },
        { put: partItem(part), when: 'absent' },
        ...remembering(part, key),
        ...linking(
          after,
          after.contactIds.filter((id) => !before.contactIds.includes(id)),
        ),
      ];
      const earlier = await writeOnce(table, actions, key);
      if (earlier === undefined) return { conversation: next, part, replayed: false };
      const item = await table.get(partKey({ ...part, seq: earlier.seq }), { consistent: true });
      return { conversation: before, part: item === undefined ? part : partCodec.fromItem(item), replayed: true };
    },
    async save(before, after) {
      const { version, lastSeq } = before;
      await table.put(headItem({ ...after, version: version + 1 }), { equals: { version, lastSeq } });
    },
    countListed(workspaceId, now) {
      const shards = [conversationListing({ workspaceId })];
      return countPlaces(table, { workspaceId, name: 'conversations', shards }, now);
    },
    list: (workspaceId, limit, cursor) => listConversations(table, workspaceId, limit, cursor),
    listByContact: (workspaceId, contactId, limit, cursor) =>
      listConversationsOfContact(table, { workspaceId, contactId }, limit, cursor),
  };
}

/** Runs the transaction; returns what the client's key already names instead, if it was used. @throws conflict otherwise. */
async function writeOnce(table: Table, actions: Action[], key: Key | undefined) {
  try {
    await table.transact(actions);
    return undefined;
  } catch (error) {
    if (key === undefined || !isFailure(error, 'conflict')) throw error;
    // The key first: a repeat always finds the conversation changed, by its own first attempt.
    const used = await table.get(key, { consistent: true });
    if (used === undefined) throw error;
    return idempotencyCodec.fromItem(used);
  }
}

function remembering(part: ConversationPart, key: Key | undefined): Action[] {
  if (key === undefined) return [];
  const expiresAt = part.createdAt + REPEATABLE_MS;
  const put = idempotencyCodec.toItem({ conversationId: part.conversationId, seq: part.seq }, { at: [key], expiresAt });
  return [{ put, when: 'absent' }];
}

function linking({ id: conversationId, workspaceId }: Conversation, contactIds: string[]): Action[] {
  return contactIds.map((contactId) => ({
    put: linkCodec.toItem(
      { conversationId },
      { at: [conversationLinkKey({ workspaceId, contactId, conversationId })] },
    ),
  }));
}

function keyOf(part: ConversationPart, clientId: string) {
  const { workspaceId, conversationId, author } = part;
  return { workspaceId, conversationId, author: idempotencySpace(author), clientId };
}

const partItem = (part: ConversationPart) => partCodec.toItem(part, { at: [partKey(part)] });
