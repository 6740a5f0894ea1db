import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import { canonicalEventName } from '#domain/people/event/event-name';
import type { EventPage, EventStore } from '#domain/people/event/event-store';
import type { EventSummary } from '#domain/people/event/event-summary';
import { type EventSubmission, type NewEvent, newEvent } from '#domain/people/event/new-event';
import type { Profile } from '#domain/targeting/profile/profile';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { EventNameVerbs } from './event-names.ts';
import { type ContactName, type NamedContacts, resolveContact } from './resolve-contact.ts';

export type EventPorts = {
  contacts: NamedContacts;
  events: EventStore;
  profiles: Pick<ProfileStore, 'get'>;
  names: Pick<EventNameVerbs, 'admit'>;
  clock: Clock;
};

/** Intercom lists events of the last 90 days; in ms. */
const LISTED_MS = 90 * 86_400_000;

const FIRST_READ = 150;

/** Takes the ports; returns the verbs of tracked events. */
export function eventUseCases({ contacts, events, profiles, names, clock }: EventPorts) {
  async function resolve({ workspaceId }: StaffActor, subject: ContactName): Promise<Contact> {
    if ((subject.id ?? subject.externalId ?? subject.email) === undefined) throw subjectMissing();
    return await resolveContact(contacts, workspaceId, subject);
  }

  /** Returns the event that a submission makes, written nowhere yet. @throws not_found, bad_request */
  async function prepare(
    actor: StaffActor,
    subject: ContactName,
    submission: EventSubmission,
    correlationId: string,
  ): Promise<NewEvent> {
    // A name takes a place only for somebody who exists; while it is known this reads nothing.
    const contact = await resolve(actor, subject);
    const made = await newEvent({ workspaceId: actor.workspaceId, contactId: contact.id }, submission, {
      receivedAt: clock.now(),
      correlationId,
    });
    await names.admit(actor.workspaceId, made.event.name);
    return made;
  }

  /** Of a contact of whom nothing is counted yet: what there is came in this moment. */
  async function uncountedNames(workspaceId: string, contactId: string): Promise<string[]> {
    const { events: first } = await events.list(workspaceId, contactId, FIRST_READ);
    return [...new Set(first.map(({ name }) => name))];
  }

  return {
    prepare,

    /** Remembers that a contact did something; a repeat is dropped. @throws not_found, bad_request */
    async submit(
      actor: StaffActor,
      subject: ContactName,
      submission: EventSubmission,
      correlationId: string,
    ): Promise<void> {
      const { event, identity } = await prepare(actor, subject, submission, correlationId);
      await events.append(event, identity);
    },

    /** Remembers at least so many events of a contact from before they were tracked here; importing twice counts once. @throws not_found, bad_request */
    async importSummaries(
      actor: StaffActor,
      subject: ContactName,
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

    /**
     * Returns one page of a contact's events of the last 90 days, the newest first, and of those that happened after an
     * instant (ms) only, if one is given. Of a name that the contact never had before it is seen once it is counted.
     * @throws not_found, bad_request
     */
    async list(
      actor: StaffActor,
      subject: ContactName,
      { limit, cursor, since }: { limit: number; cursor: string | undefined; since: number | undefined },
    ): Promise<{ contact: Contact; page: EventPage }> {
      const { workspaceId } = actor;
      const contact = await resolve(actor, subject);
      const oldest = clock.now() - LISTED_MS;
      const from = Math.max(oldest, since === undefined ? 0 : since + 1);
      const counted = Object.entries((await profiles.get(workspaceId, contact.id)).events);
      const recent = counted.filter(([, { last }]) => last >= oldest).map(([name]) => name);
      const names = counted.length > 0 ? recent : await uncountedNames(workspaceId, contact.id);
      return { contact, page: await events.listByTime(workspaceId, contact.id, { names, from, limit, cursor }) };
    },

    /** Returns first, last and count of each of a contact's events, for ever. @throws not_found, bad_request */
    async summarise(
      actor: StaffActor,
      subject: ContactName,
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
