import type { StaffActor } from '#domain/access/actor';
import type { Clock } from '#domain/clock/clock';
import type { Contact } from '#domain/contact/contact';
import type { ContactStore } from '#domain/contact/contact-store';
import type { EventPage, EventStore } from '#domain/event/event-store';
import { type EventSubmission, newEvent } from '#domain/event/new-event';
import { Failure } from '#domain/failure/failure';
import type { Profile } from '#domain/profile/profile';
import type { ProfileStore } from '#domain/profile/profile-store';

export type EventPorts = {
  contacts: Pick<ContactStore, 'get' | 'findByExternalId' | 'findUserByEmail'>;
  events: EventStore;
  profiles: Pick<ProfileStore, 'get'>;
  clock: Clock;
};

/** A contact by the names that callers know, the first present one counting: the customer's id, the address, ours. */
export type EventSubject = {
  externalId?: string | undefined;
  email?: string | undefined;
  contactId?: string | undefined;
};

/** Takes the ports; returns the verbs of tracked events. */
export function eventUseCases({ contacts, events, profiles, clock }: EventPorts) {
  async function resolve({ workspaceId }: StaffActor, subject: EventSubject): Promise<Contact> {
    const { externalId, email, contactId } = subject;
    let contact: Contact | undefined;
    if (externalId !== undefined) contact = await contacts.findByExternalId(workspaceId, externalId);
    else if (email !== undefined) contact = await contacts.findUserByEmail(workspaceId, email);
    else if (contactId !== undefined) contact = await contacts.get(workspaceId, contactId);
    else throw subjectMissing();
    if (contact === undefined) throw new Failure('not_found', 'User Not Found');
    return contact;
  }

  return {
    /** Remembers that a contact did something; a repeat is dropped. @throws not_found, bad_request */
    async submit(
      actor: StaffActor,
      subject: EventSubject,
      submission: EventSubmission,
      correlationId: string,
    ): Promise<void> {
      const contact = await resolve(actor, subject);
      const { event, identity } = await newEvent(
        { workspaceId: actor.workspaceId, contactId: contact.id },
        submission,
        { receivedAt: clock.now(), correlationId },
      );
      await events.append(event, identity);
    },

    /** Returns one page of a contact's events of the last 90 days. @throws not_found, bad_request */
    async list(
      actor: StaffActor,
      subject: EventSubject,
      limit: number,
      cursor: string | undefined,
    ): Promise<{ contact: Contact; page: EventPage }> {
      const contact = await resolve(actor, subject);
      return { contact, page: await events.list(actor.workspaceId, contact.id, limit, cursor) };
    },

    /** Returns first, last and count of each of a contact's events, for ever. @throws not_found, bad_request */
    async summarise(
      actor: StaffActor,
      subject: EventSubject,
    ): Promise<{ contact: Contact; summaries: Profile['events'] }> {
      const contact = await resolve(actor, subject);
      const profile = await profiles.get(actor.workspaceId, contact.id);
      return { contact, summaries: profile.events };
    },
  };
}

export type Events = ReturnType<typeof eventUseCases>;

function subjectMissing(): Failure {
  return new Failure('bad_request', 'One of id, user_id and email is required', { reason: 'parameter_not_found' });
}
