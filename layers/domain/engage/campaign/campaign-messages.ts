import type { Message } from '../message/message.ts';
import type { Campaign } from './campaign.ts';
import { programOf } from './program.ts';

/** Takes a campaign; returns all that it says, in reading order. */
export function messagesOf({ messages, steps }: Pick<Campaign, 'messages' | 'steps'>): Message[] {
  if (steps === null) return messages;
  return [...programOf(steps).nodes.values()].flatMap((node) => (node.kind === 'send' ? [node.message] : []));
}

/** Takes a campaign and the id of a message; returns that message, or undefined if an edit took it away. */
export function messageOf(campaign: Pick<Campaign, 'messages' | 'steps'>, messageId: string): Message | undefined {
  return messagesOf(campaign).find(({ id }) => id === messageId);
}
