import type { ConversationPart } from '../../respond/conversation/conversation.ts';
import type { SubscribedTopic } from './webhook-topic.ts';

/** Takes a part just appended; returns the topics of it. */
export function partTopics(part: ConversationPart): SubscribedTopic[] {
  const { author, kind, seq } = part;
  const isContact = author.type === 'user' || author.type === 'lead';
  // Only what a blocked contact says leaves a conversation closed, and nobody is told of it (R7).
  if (isContact && part.state === 'closed') return [];
  if (seq === 1) return [isContact ? 'conversation.user.created' : 'conversation.admin.single.created'];
  switch (kind) {
    case 'comment':
      return [isContact ? 'conversation.user.replied' : repliedBy(author.type)];
    case 'note':
      return ['conversation.admin.noted'];
    case 'close':
      return ['conversation.admin.closed', ...alsoReplied(part)];
    case 'open':
      return ['conversation.admin.opened'];
    case 'assignment':
      return ['conversation.admin.assigned', ...alsoReplied(part)];
    case 'snoozed':
      return ['conversation.admin.snoozed'];
    default:
      return kind satisfies never;
  }
}

/** "Reply and close" carries its text on the closing part. */
function alsoReplied({ body, author }: ConversationPart): SubscribedTopic[] {
  return body === null ? [] : [repliedBy(author.type)];
}

function repliedBy(author: ConversationPart['author']['type']): SubscribedTopic {
  return author === 'bot' ? 'conversation.operator.replied' : 'conversation.admin.replied';
}
