import type { DueEntry } from '../../kernel/due.ts';
import type { Delivery } from '../delivery/delivery.ts';

/** Takes a delivery that is held and until when, in ms; returns the due entry that has it judged again then. */
export function dueOfHeld({ workspaceId, contactId, id }: Delivery, at: number): DueEntry {
  return { workspaceId, kind: 'delivery', subjectId: `${contactId}/${id}`, at };
}

/** Takes the subject of such an entry; returns which delivery it is. */
export function heldOfDue(subjectId: string): { contactId: string; deliveryId: string } {
  const [contactId = '', deliveryId = ''] = subjectId.split('/');
  return { contactId, deliveryId };
}
