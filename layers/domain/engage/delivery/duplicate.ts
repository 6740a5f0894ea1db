import type { Delivery } from './delivery.ts';

/**
 * Takes a delivery that is about to be sent, and another contact's of the same message to the same address; returns whether
 * the mailbox has it already, or is about to get it. Of two that wait, the older goes, then the one of the lower id.
 */
export function isDuplicateOf(ours: Delivery, theirs: Delivery): boolean {
  switch (theirs.state) {
    case 'skipped':
    case 'failed':
      return false;
    case 'queued':
      return theirs.createdAt < ours.createdAt || (theirs.createdAt === ours.createdAt && theirs.id < ours.id);
    default:
      return true;
  }
}
