import type { Conversation } from '#domain/respond/conversation/conversation';
import type { Table } from '../table/table.ts';
import { headCodec, partCodec } from './conversation-item.ts';
import { conversationKey, partKey } from './conversation-keys.ts';

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
