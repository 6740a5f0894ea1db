import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { idempotencySpace } from '../respond/conversation-item.ts';
import { byActivity, pageOf } from '../respond/conversation-listing.ts';
import { InstantAndId, readCursor } from '../table/cursor.ts';
import { address, copy, stale } from './snapshot.ts';

type Thread = { conversation: Conversation; parts: ConversationPart[] };

/** Returns conversations kept in memory; client ids are remembered for ever. */
export function memoryConversationStore(): ConversationStore {
  const threads = new Map<string, Thread>();
  const used = new Map<string, { conversationId: string; seq: number }>();
  const thread = (workspaceId: string, conversationId: string) => threads.get(address(workspaceId, conversationId));
  const remember = (key: string | undefined, { conversationId, seq }: ConversationPart) => {
    if (key !== undefined) used.set(key, { conversationId, seq });
  };
  const replace = (before: Conversation, after: Conversation): Thread => {
    const stored = thread(before.workspaceId, before.id);
    const { version, lastSeq } = stored?.conversation ?? { version: -1, lastSeq: -1 };
    if (stored === undefined || version !== before.version || lastSeq !== before.lastSeq) throw stale();
    stored.conversation = copy({ ...after, version: before.version + 1 });
    return stored;
  };
  const inWorkspace = (workspaceId: string) =>
    [...threads.values()]
      .map(({ conversation }) => conversation)
      .filter((conversation) => conversation.workspaceId === workspaceId)
      .sort(byActivity);
  return {
    async create(conversation, source) {
      const { workspaceId } = conversation;
      const key = keyOf(source, 'begun');
      const earlier = thread(workspaceId, used.get(key ?? '')?.conversationId ?? '');
      if (earlier !== undefined) return { conversation: copy(earlier.conversation), replayed: true };
      if (thread(workspaceId, conversation.id) !== undefined) throw stale();
      threads.set(address(workspaceId, conversation.id), copy({ conversation, parts: [source] }));
      remember(key, source);
      return { conversation, replayed: false };
    },
    async get(workspaceId, conversationId) {
      return copy(thread(workspaceId, conversationId)?.conversation);
    },
    async listParts(workspaceId, conversationId, afterSeq, limit) {
      const parts = thread(workspaceId, conversationId)?.parts ?? [];
      return copy(parts.filter(({ seq }) => seq > afterSeq).slice(0, limit));
    },
    async append(before, after, part) {
      const stored = thread(before.workspaceId, before.id);
      const key = keyOf(part, part.conversationId);
      const earlier = stored?.parts.find(({ seq }) => seq === used.get(key ?? '')?.seq);
      if (earlier !== undefined) return { part: copy(earlier), replayed: true };
      replace(before, after).parts.push(copy(part));
      remember(key, part);
      return { part, replayed: false };
    },
    async save(before, after) {
      replace(before, after);
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['conversations', workspaceId];
      const from = readCursor(listing, InstantAndId, cursor);
      return copy(pageOf(listing, inWorkspace(workspaceId), limit, from));
    },
    async listByContact(workspaceId, contactId, limit, cursor) {
      const listing = ['conversations', workspaceId, contactId];
      const from = readCursor(listing, InstantAndId, cursor);
      const own = inWorkspace(workspaceId).filter(({ contactIds }) => contactIds.includes(contactId));
      return copy(pageOf(listing, own, limit, from));
    },
  };
}

function keyOf({ workspaceId, author, clientId }: ConversationPart, scope: string): string | undefined {
  return clientId === null ? undefined : address(workspaceId, scope, idempotencySpace(author), clientId);
}
