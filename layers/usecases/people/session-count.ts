import type { ContactStore } from '#domain/people/contact/contact-store';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type SessionCountPorts = {
  contacts: Pick<ContactStore, 'get' | 'update'>;
  profiles: Pick<ProfileStore, 'get'>;
};

/**
 * Takes whose sessions are counted anew; brings the contact's own count, which lists and searches read, up to what its
 * profile says by now. Its instants stay: nobody wrote to it. Safe to repeat.
 */
export async function shareSessionCount(
  { contacts, profiles }: SessionCountPorts,
  { workspaceId, contactId, correlationId }: { workspaceId: string; contactId: string; correlationId: string },
): Promise<void> {
  await retryOnConflict(async () => {
    const [contact, { sessions }] = await Promise.all([
      contacts.get(workspaceId, contactId),
      profiles.get(workspaceId, contactId),
    ]);
    if (contact === undefined || contact.sessionCount === sessions.count) return;
    await contacts.update(contact, { ...contact, sessionCount: sessions.count, correlationId });
  });
}
