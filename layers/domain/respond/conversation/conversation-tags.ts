import type { Conversation, ConversationTag } from './conversation.ts';

/** How many tags a conversation wears at most: a hundred keep its record small. */
export const MAX_TAGS = 100;

/** Takes a conversation; returns its tag of that id, if it wears it. */
export function conversationTag({ tags }: Conversation, tagId: string): ConversationTag | undefined {
  return tags.find((tag) => tag.tagId === tagId);
}

/** Takes a conversation and a tag that it does not wear yet; returns it wearing that tag. */
export function withConversationTag(before: Conversation, tag: ConversationTag): Conversation {
  return { ...before, tags: [...before.tags, tag], updatedAt: Math.max(before.updatedAt, tag.appliedAt) };
}

/** Takes a conversation, a tag's id and the instant (ms); returns it without that tag. */
export function withoutConversationTag(before: Conversation, tagId: string, at: number): Conversation {
  const tags = before.tags.filter((tag) => tag.tagId !== tagId);
  return { ...before, tags, updatedAt: Math.max(before.updatedAt, at) };
}
