import type { Contact } from '#domain/people/contact/contact';
import { blankContact } from '#domain/people/contact/new-contact';
import { hex } from './workspace-of-test.ts';

/** A user of whom only the ids are known, changed as told. */
export function aStoredContact(changes: Partial<Contact> & { workspaceId: string }): Contact {
  const ids = { id: hex(1), workspaceId: changes.workspaceId };
  const writing = { at: 1_767_600_000_000, correlationId: 'request-1' };
  return { ...blankContact(ids, 'user', writing), stamps: {}, version: 1, ...changes };
}
