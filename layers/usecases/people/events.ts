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
import type { EventNameAdmission } from './event-names.ts';
import { type ContactName, type NamedContacts, resolveContact } from './resolve-contact.ts';

export type EventPorts = {
  contacts: NamedContacts;
  events: EventStore;
  profiles: Pick<ProfileStore, 'get'>;
  names: Pick<EventNameAdmission, 'admit'>;
  clock: Clock;
};

/** Intercom lists events of the last 90 days; in ms. */
const LISTED_MS = 90 * 86_400_000;

const FIRST_READ = 150;

/** The event that a submission makes, written nowhere yet. @throws not_found, bad_request */
export async function prepareEvent(
  ports: EventPorts,
  { workspaceId }: StaffActor,
  subject: ContactName,
  submission: EventSubmission,
  correlationId: string,
): Promise<NewEvent> {
  // A name takes a place only for somebody who exists; while it is known this reads nothing.
  const contact = await resolveSubject(ports, workspaceId, subject);
  const made = await newEvent({ workspaceId, contactId: contact.id }, submission, {
    receivedAt: ports.clock.now(),
    correlationId,
  });
  await ports.names.admit(workspaceId, [made.event.name]);
  return made;
}

/** Remembers that a contact did something; a repeat is dropped. @throws not_found, bad_request */
export async function submitEvent(
  ports: EventPorts,
  actor: StaffActor,
  subject: ContactName,
  submission: EventSubmission,
  correlationId: string,
): Promise<void> {
  const { event, identity } = await prepareEvent(ports, actor, subject, submission, correlationId);
  await ports.events.append(event, identity);
}

/** Remembers at least so many events of a contact from before they were tracked here; importing twice counts once. @throws not_found, bad_request */
export async function importEventSummaries(
  ports: EventPorts,
  { workspaceId }: StaffActor,
  subject: ContactName,
  imports: { name: string; summary: EventSummary }[],
  correlationId: string,
): Promise<void> {
  const contact = await resolveSubject(ports, workspaceId, subject);
  const named = imports.map(({ name, summary }) => ({ name: canonicalEventName(name), summary }));
  // What is refused has imported nothing.
  await ports.names.admit(
    workspaceId,
    named.map(({ name }) => name),
  );
  for (const { name, summary } of named) {
    const imported = { workspaceId, contactId: contact.id, name, summary, correlationId };
    await ports.events.importSummary(imported, ports.clock.now());
  }
}

/**
 * One page of a contact's events of the last 90 days, the newest first, and of those that happened after an instant (ms)
 * only, if one is given. Of a name that the contact never had before it is seen once it is counted.
 * @throws not_found, bad_request
 */
export async function listEvents(
  ports: EventPorts,
  { workspaceId }: StaffActor,
  subject: ContactName,
  { limit, cursor, since }: { limit: number; cursor: string | undefined; since: number | undefined },
): Promise<{ contact: Contact; page: EventPage }> {
  const contact = await resolveSubject(ports, workspaceId, subject);
  const oldest = ports.clock.now() - LISTED_MS;
  const from = Math.max(oldest, since === undefined ? 0 : since + 1);
  const counted = Object.entries((await ports.profiles.get(workspaceId, contact.id)).events);
  const recent = counted.filter(([, { last }]) => last >= oldest).map(([name]) => name);
  const names = counted.length > 0 ? recent : await uncountedNames(ports, workspaceId, contact.id);
  return { contact, page: await ports.events.listByTime(workspaceId, contact.id, { names, from, limit, cursor }) };
}

/** First, last and count of each of a contact's events, for ever. @throws not_found, bad_request */
export async function summariseEvents(
  ports: EventPorts,
  { workspaceId }: StaffActor,
  subject: ContactName,
): Promise<{ contact: Contact; summaries: Profile['events'] }> {
  const contact = await resolveSubject(ports, workspaceId, subject);
  const profile = await ports.profiles.get(workspaceId, contact.id);
  return { contact, summaries: profile.events };
}

async function resolveSubject({ contacts }: EventPorts, workspaceId: string, subject: ContactName): Promise<Contact> {
  if ((subject.id ?? subject.externalId ?? subject.email) === undefined) throw subjectMissing();
  return await resolveContact(contacts, workspaceId, subject);
}

/** Of a contact of whom nothing is counted yet: what there is came in this moment. */
async function uncountedNames({ events }: EventPorts, workspaceId: string, contactId: string): Promise<string[]> {
  const { events: first } = await events.list(workspaceId, contactId, FIRST_READ);
  return [...new Set(first.map(({ name }) => name))];
}

function subjectMissing(): Failure {
  return new Failure('bad_request', 'One of id, user_id and email is required', { reason: 'parameter_not_found' });
}
