import { isFailure } from '#domain/kernel/failure';
import type { PartAuthor } from '#domain/respond/conversation/conversation';
import { headCodec, headItem, partCodec } from '../respond/conversation-item.ts';
import { conversationKey, partKey, parts, repliesOf } from '../respond/conversation-keys.ts';
import { addressOf } from '../table/item-address.ts';
import type { Table } from '../table/table.ts';

export type InConversation = { workspaceId: string; contactId: string; conversationId: string };

/** How often a conversation that somebody writes to is tried again. */
const MAX_ATTEMPTS = 5;

/** Who is left as the author of what a deleted contact wrote. */
const NOBODY: PartAuthor = { type: 'user', id: '000000000000000000000000', name: null, email: null };

/** Takes a conversation of a former contact; leaves that they took part, and nothing of who they were and what they wrote. */
export async function withoutAuthor(table: Table, at: InConversation): Promise<void> {
  await rewrite(table, at, NOBODY, (ids) => ids.filter((id) => id !== at.contactId), true);
}

/** Takes a conversation of a merged contact and whom it was merged into; the latter has written what the former wrote. */
export async function withAuthor(table: Table, at: InConversation, author: PartAuthor): Promise<void> {
  const replaced = (ids: string[]) => [...new Set(ids.map((id) => (id === at.contactId ? author.id : id)))];
  await rewrite(table, at, author, replaced, false);
}

/** The head last: until it is written the contact's link leads here again. */
async function rewrite(
  table: Table,
  at: InConversation,
  author: PartAuthor,
  contactIds: (ids: string[]) => string[],
  isErased: boolean,
): Promise<void> {
  for await (const item of table.walk({ in: parts(at), consistent: true })) {
    const part = partCodec.fromItem(item);
    if (!isOf(part.author, at)) continue;
    const next = { ...part, author, ...(isErased ? { body: null } : {}) };
    await table.put(partCodec.toItem(next, { at: [partKey(part)] }));
  }
  const replies = repliesOf({ ...at, author: `contact:${at.contactId}` });
  for await (const item of table.walk({ in: replies, consistent: true })) await table.remove(addressOf(item));
  for (let attempt = 1; ; attempt += 1) {
    const found = await table.get(conversationKey(at), { consistent: true });
    if (found === undefined) return;
    const { source, ...head } = headCodec.fromItem(found);
    const after = {
      ...head,
      contactIds: contactIds(head.contactIds),
      source: { ...source, body: '', author: isOf(source.author, at) ? author : source.author },
      version: head.version + 1,
    };
    try {
      return await table.put(headItem(after), { equals: { version: head.version } });
    } catch (error) {
      if (!isFailure(error, 'conflict') || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

const isOf = ({ type, id }: PartAuthor, { contactId }: InConversation) =>
  (type === 'user' || type === 'lead') && id === contactId;
