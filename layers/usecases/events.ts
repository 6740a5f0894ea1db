import type { StaffActor } from '#domain/access/actor';
import type { Clock } from '#domain/clock/clock';
import type { Contact } from '#domain/contact/contact';
import type { ContactStore } from '#domain/contact/contact-store';
import { canonicalEventName } from '#domain/event/event-name';
import type { EventPage, EventStore } from '#domain/event/event-store';
import { type EventSubmission, newEvent } from '#domain/event/new-event';
import type { TrackedEvent } from '#domain/event/tracked-event';
import { Failure } from '#domain/failure/failure';
import type { EventSummary, Profile } from '#domain/profile/profile';
import type { ProfileStore } from '#domain/profile/profile-store';
import type { EventNameVerbs } from './event-names.ts';

export type EventPorts = {
  contacts: Pick<ContactStore, 'get' | 'findByExternalId' | 'findUserByEmail'>;
  events: EventStore;
  profiles: Pick<ProfileStore, 'get'>;
  names: Pick<EventNameVerbs, 'admit'>;
  clock: Clock;
};

/** How many pages one request looks through for events behind an instant: 3,000 events, some 1 MB. */
const MOST_PAGES = 20;
const PAGE = 150;

/** A contact by the names that callers know, the first present one counting: the customer's id, the address, ours. */
export type EventSubject = {
  externalId?: string | undefined;
  email?: string | undefined;
  contactId?: string | undefined;
};

/** Takes the ports; returns the verbs of tracked events. */
export function eventUseCases({ contacts, events, profiles, names, clock }: EventPorts) {
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
      // A name takes a place only for somebody who exists; while it is known this reads nothing.
      const contact = await resolve(actor, subject);
      const { event, identity } = await newEvent(
        { workspaceId: actor.workspaceId, contactId: contact.id },
        submission,
        { receivedAt: clock.now(), correlationId },
      );
      await names.admit(actor.workspaceId, event.name);
      await events.append(event, identity);
    },

    /** Remembers at least so many events of a contact from before they were tracked here; importing twice counts once. @throws not_found, bad_request */
    async importSummaries(
      actor: StaffActor,
      subject: EventSubject,
      imports: { name: string; summary: EventSummary }[],
      correlationId: string,
    ): Promise<void> {
      const { workspaceId } = actor;
      const contact = await resolve(actor, subject);
      for (const { name: given, summary } of imports) {
        const name = canonicalEventName(given);
        await names.admit(workspaceId, name);
        await events.importSummary({ workspaceId, contactId: contact.id, name, summary, correlationId }, clock.now());
      }
    },

    /** Returns those of a contact's kept events that happened after an instant (ms), by name; looks through 3,000 at most. @throws not_found, bad_request */
    async listSince(
      actor: StaffActor,
      subject: EventSubject,
      since: number,
    ): Promise<{ contact: Contact; events: TrackedEvent[] }> {
      const contact = await resolve(actor, subject);
      const found: TrackedEvent[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const read = await events.list(actor.workspaceId, contact.id, PAGE, cursor);
        found.push(...read.events.filter(({ createdAt }) => createdAt > since));
        cursor = read.next;
        if (cursor === undefined) break;
      }
      return { contact, events: found.sort((a, b) => b.createdAt - a.createdAt) };
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
