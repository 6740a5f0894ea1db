import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { Conversation, ConversationStore, ConversationTag } from '#domain/respond/conversation/conversation';
import {
  conversationTag,
  MAX_TAGS,
  withConversationTag,
  withoutConversationTag,
} from '#domain/respond/conversation/conversation-tags';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { conversationNotFound } from './append-to-conversation.ts';

export type ConversationTagPorts = {
  conversations: Pick<ConversationStore, 'get' | 'save'>;
  tags: Pick<TagStore, 'get'>;
  clock: Clock;
};

/** A tag as a conversation wears or wore it. */
export type TaggedConversation = { tag: Tag; link: ConversationTag };

/** Puts a tag on a conversation; one that it has stays as it was put. @throws not_found, tag_not_found, bad_request for one too many */
export function tagConversation(
  ports: ConversationTagPorts,
  actor: StaffActor,
  conversationId: string,
  tagId: string,
  appliedBy: string,
): Promise<TaggedConversation> {
  return retryOnConflict(async () => {
    const [before, tag] = await both(ports, actor, conversationId, tagId);
    const present = conversationTag(before, tagId);
    if (present !== undefined) return { tag, link: present };
    if (before.tags.length >= MAX_TAGS) throw new Failure('bad_request', `A conversation has at most ${MAX_TAGS} tags`);
    const link = { tagId, appliedBy, appliedAt: ports.clock.now() };
    await ports.conversations.save(before, withConversationTag(before, link));
    return { tag, link };
  });
}

/** Takes a tag from a conversation; returns it as it was put on. @throws not_found, tag_not_found also if the conversation does not have it */
export function untagConversation(
  ports: ConversationTagPorts,
  actor: StaffActor,
  conversationId: string,
  tagId: string,
): Promise<TaggedConversation> {
  return retryOnConflict(async () => {
    const [before, tag] = await both(ports, actor, conversationId, tagId);
    const link = conversationTag(before, tagId) ?? tagNotFound();
    await ports.conversations.save(before, withoutConversationTag(before, tagId, ports.clock.now()));
    return { tag, link };
  });
}

/** The conversation's absence is told first. @throws not_found, tag_not_found */
async function both(
  { conversations, tags }: ConversationTagPorts,
  { workspaceId }: StaffActor,
  conversationId: string,
  tagId: string,
): Promise<[Conversation, Tag]> {
  const [conversation, tag] = await Promise.all([
    conversations.get(workspaceId, conversationId),
    tags.get(workspaceId, tagId),
  ]);
  if (conversation === undefined) throw conversationNotFound();
  return [conversation, tag ?? tagNotFound()];
}

/** @throws tag_not_found in Intercom's recorded words */
function tagNotFound(): never {
  throw new Failure('not_found', 'Tag not found', { reason: 'tag_not_found' });
}
