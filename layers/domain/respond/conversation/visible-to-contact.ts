import type { ConversationPart } from './conversation.ts';

/** Takes a part; returns whether the contact may see it: what was said and whether it is open, never a note or an assignment without words. */
export function visibleToContact(part: Pick<ConversationPart, 'kind' | 'body'>): boolean {
  switch (part.kind) {
    case 'comment':
    case 'open':
    case 'close':
      return true;
    case 'assignment':
      return part.body !== null;
    case 'note':
    case 'snoozed':
      return false;
    default:
      part.kind satisfies never;
      return false;
  }
}
