import type { Conversation, ConversationPage } from '#domain/respond/conversation/conversation';
import { InstantAndId, readCursor, writeCursor } from '../table/cursor.ts';
import { sortValue } from '../table/dynamo-request.ts';
import type { Table } from '../table/table.ts';
import { headCodec, linkCodec, partCodec } from './conversation-item.ts';
import {
  conversationKey,
  conversationLinks,
  conversationListing,
  conversationListingKey,
  conversationOfPlace,
  partKey,
} from './conversation-keys.ts';

/** A contact's list is put in order of activity after reading it; of more than this many conversations the oldest are left out. */
const MAX_PER_CONTACT = 500;

/** One page of a workspace's conversations, newest activity first. @throws bad_request if the cursor is not of this listing. */
export async function listConversations(
  table: Table,
  workspaceId: string,
  limit: number,
  cursor: string | undefined,
): Promise<ConversationPage> {
  const listing = ['conversations', workspaceId];
  const from = readCursor(listing, InstantAndId, cursor);
  const after =
    from === undefined
      ? {}
      : { after: conversationListingKey({ workspaceId, conversationId: from[1], updatedAt: from[0] }).sort };
  const found = await table.page({ in: conversationListing({ workspaceId }), limit, newestFirst: true, ...after });
  const places = found.map((item) => conversationOfPlace(sortValue('gsi1', item)));
  const ids = places.map(({ conversationId }) => conversationId);
  const last = places.at(-1);
  const more = last !== undefined && places.length === limit;
  return {
    conversations: await readConversations(table, workspaceId, ids, false),
    next: more ? writeCursor(listing, [last.updatedAt, last.conversationId]) : undefined,
  };
}

/** One page of the conversations a contact takes part in, newest activity first. @throws bad_request if the cursor is not of this listing. */
export async function listConversationsOfContact(
  table: Table,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
  limit: number,
  cursor: string | undefined,
): Promise<ConversationPage> {
  const listing = ['conversations', workspaceId, contactId];
  const from = readCursor(listing, InstantAndId, cursor);
  const query = { in: conversationLinks({ workspaceId, contactId }), newestFirst: true, consistent: true };
  const links = await table.page({ ...query, limit: MAX_PER_CONTACT });
  const ids = links.map((link) => linkCodec.fromItem(link).conversationId);
  const all = (await readConversations(table, workspaceId, ids, true)).sort(byActivity);
  return pageOf(listing, all, limit, from);
}

/** Takes conversations in order of activity; returns those behind a position, with the cursor of the next. */
export function pageOf(
  listing: string[],
  all: Conversation[],
  limit: number,
  from: [number, string] | undefined,
): ConversationPage {
  const rest = all.filter((conversation) => from === undefined || compare(placeOf(conversation), from) > 0);
  const conversations = rest.slice(0, limit);
  const last = conversations.at(-1);
  const more = last !== undefined && conversations.length === limit;
  return { conversations, next: more ? writeCursor(listing, placeOf(last)) : undefined };
}

/** Order of two conversations: newest activity first. */
export const byActivity = (a: Conversation, b: Conversation): number => compare(placeOf(a), placeOf(b));

const placeOf = ({ updatedAt, id }: Conversation): [number, string] => [updatedAt, id];
const compare = (a: [number, string], b: [number, string]) => b[0] - a[0] || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : 0);

/** Takes conversation ids; returns those that exist, in that order, each joined with its source's body, in one batch read. */
export async function readConversations(
  table: Table,
  workspaceId: string,
  conversationIds: string[],
  consistent: boolean,
): Promise<Conversation[]> {
  const keys = conversationIds.flatMap((conversationId) => [
    conversationKey({ workspaceId, conversationId }),
    partKey({ workspaceId, conversationId, seq: 1 }),
  ]);
  const items = await table.getMany(keys, { consistent });
  const heads = items.filter(({ entity }) => entity === headCodec.entity).map(headCodec.fromItem);
  const sources = items.filter(({ entity }) => entity === partCodec.entity).map(partCodec.fromItem);
  const bodies = new Map(sources.map((part) => [part.conversationId, part.body ?? '']));
  const byId = new Map(
    heads.map((head): [string, Conversation] => [
      head.id,
      { ...head, source: { ...head.source, body: bodies.get(head.id) ?? '' } },
    ]),
  );
  return conversationIds.flatMap((id) => byId.get(id) ?? []);
}
