import * as z from 'zod';
import type { Contact } from '#domain/people/contact/contact';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import type { Profile } from '#domain/targeting/profile/profile';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Who an event is of, by every name; a name that the contact does not have is left out, as the schema knows no null. */
const Subject = {
  intercom_user_id: z.string(),
  user_id: z.string().optional(),
  email: z.string().optional(),
};

/** Intercom API 2.15, data_event. */
export const EventResource = z
  .object({
    type: z.literal('event'),
    id: z.string(),
    event_name: z.string(),
    created_at: z.number().int().describe('Unix seconds'),
    ...Subject,
    metadata: z.record(z.string(), z.union([Scalar, z.record(z.string(), Scalar)])),
  })
  .meta({ id: 'DataEvent' });

/** Intercom API 2.15, data_event_list; `pages.next` is left out at the end, `pages.since` leads to what happens later. */
export const EventList = z.object({
  type: z.literal('event.list'),
  events: z.array(EventResource),
  pages: z.object({ next: z.string().optional(), since: z.string().optional() }),
});
export type EventList = z.infer<typeof EventList>;

/** Intercom API 2.15, data_event_summary. */
export const EventSummaryResource = z.object({
  type: z.literal('event.summary'),
  ...Subject,
  events: z.array(
    z.object({
      name: z.string(),
      first: z.string().describe('ISO 8601'),
      last: z.string().describe('ISO 8601'),
      count: z.number().int(),
      description: z.string(),
    }),
  ),
  pages: z.object({}),
});
export type EventSummaryResource = z.infer<typeof EventSummaryResource>;

/** Takes a contact, a page of its events and the addresses of other pages; returns the list as the API shows it. */
export function presentEvents(contact: Contact, events: TrackedEvent[], pages: EventList['pages']): EventList {
  return {
    type: 'event.list',
    events: events.map((event) => ({
      type: 'event',
      id: event.id,
      event_name: event.name,
      created_at: Math.floor(event.createdAt / 1_000),
      ...subject(contact),
      metadata: event.metadata,
    })),
    pages,
  };
}

/** Takes a contact and what its profile remembers of events; returns the summary as the API shows it, by name. */
export function presentEventSummary(contact: Contact, summaries: Profile['events']): EventSummaryResource {
  const names = Object.entries(summaries).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: 'event.summary',
    ...subject(contact),
    events: names.map(([name, { first, last, count }]) => ({
      name,
      first: iso(first),
      last: iso(last),
      count,
      description: '',
    })),
    pages: {},
  };
}

function subject({ id, externalId, email }: Contact) {
  return {
    intercom_user_id: id,
    ...(externalId === null ? {} : { user_id: externalId }),
    ...(email === null ? {} : { email }),
  };
}

/** Intercom writes the offset where JavaScript writes a Z: `2014-01-16T23:12:21.000+00:00`. */
function iso(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}
