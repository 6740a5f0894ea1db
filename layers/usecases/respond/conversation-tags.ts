import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { Conversation, ConversationStore, ConversationTag } from '#domain/respond/conversation/conversation';
import {
  conversationTag,
  MOST_TAGS,
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

/** Takes the ports; returns the verbs of the tags of a conversation. */
export function conversationTagUseCases({ conversations, tags, clock }: ConversationTagPorts) {
  /** The conversation's absence is told first. @throws not_found, tag_not_found */
  async function both(
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

  return {
    /** Puts a tag on a conversation; one that it has stays as it was put. @throws not_found, tag_not_found, bad_request for one too many */
    apply(actor: StaffActor, conversationId: string, tagId: string, appliedBy: string): Promise<TaggedConversation> {
      return retryOnConflict(async () => {
        const [before, tag] = await both(actor, conversationId, tagId);
        const present = conversationTag(before, tagId);
        if (present !== undefined) return { tag, link: present };
        if (before.tags.length >= MOST_TAGS)
          throw new Failure('bad_request', `A conversation has at most ${MOST_TAGS} tags`);
        const link = { tagId, appliedBy, appliedAt: clock.now() };
        await conversations.save(before, withConversationTag(before, link));
        return { tag, link };
      });
    },

    /** Takes a tag from a conversation; returns it as it was put on. @throws not_found, tag_not_found also if the conversation does not have it */
    remove(actor: StaffActor, conversationId: string, tagId: string): Promise<TaggedConversation> {
      return retryOnConflict(async () => {
        const [before, tag] = await both(actor, conversationId, tagId);
        const link = conversationTag(before, tagId) ?? tagNotFound();
        await conversations.save(before, withoutConversationTag(before, tagId, clock.now()));
        return { tag, link };
      });
    },
  };
}

/** @throws tag_not_found in Intercom's recorded words */
function tagNotFound(): never {
  throw new Failure('not_found', 'Tag not found', { reason: 'tag_not_found' });
}
