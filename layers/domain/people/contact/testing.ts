import type { Contact } from './contact.ts';
import { blankContact } from './new-contact.ts';

/** When `aContact()` was created. */
export const CREATED_AT = Date.UTC(2026, 0, 1);

const created = { at: CREATED_AT, since: CREATED_AT };

/** A user of whom a name and an e-mail address are known, created at the start of 2026; takes what should differ. */
export function aContact(overrides: Partial<Contact> = {}): Contact {
  const ids = { id: '000000000000000000000001', workspaceId: 'workspace1' };
  return {
    ...blankContact(ids, 'user', { at: CREATED_AT, correlationId: 'correlation1' }),
    email: 'grace@example.com',
    name: 'Grace',
    stamps: { role: created, email: created, name: created },
    version: 1,
    ...overrides,
  };
}
