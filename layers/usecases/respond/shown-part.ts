import type { ConversationPart } from '#domain/respond/conversation/conversation';
import type { ShownPart } from '#events/socket-frame';

/** Takes a part; returns it as our own clients see it, without addresses. */
export function shownPart(part: ConversationPart): ShownPart {
  return {
    id: part.id,
    seq: part.seq,
    part_type: part.kind,
    body: part.body,
    author: { type: part.author.type, id: part.author.id, name: part.author.name },
    state: part.state,
    client_id: part.clientId,
    created_at: Math.floor(part.createdAt / 1000),
  };
}
