import * as z from 'zod';
import type { EventPage, EventsByTime } from '#domain/people/event/event-store';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { OfContact } from '../table/partition.ts';
import { eventKey } from './event-keys.ts';

/** The last event of a page. */
export type EventPlace = Pick<TrackedEvent, 'createdAt' | 'name' | 'id'>;

const Place = z.tuple([z.number().int(), z.string(), z.string()]);

/** Takes whose events are listed and a cursor or none; returns behind which event the page begins. @throws bad_request for a cursor of another list */
export function placeBefore(contact: OfContact, { cursor }: EventsByTime): EventPlace | undefined {
  const place = readCursor(listingOf(contact), Place, cursor);
  return place && { createdAt: place[0], name: place[1], id: place[2] };
}

/**
 * Takes whose events are listed, what is asked for and, of each name, the newest of them behind the page before; returns
 * the page: the newest of all, those of one instant in the reverse order of their keys.
 */
export function mergedPage(contact: OfContact, { limit, cursor }: EventsByTime, found: TrackedEvent[]): EventPage {
  const before = placeBefore(contact, { names: [], from: 0, limit, cursor });
  const ordered = found.filter((event) => before === undefined || isOlder(event, before)).sort(newestFirst);
  const events = ordered.slice(0, limit);
  const last = events.at(-1);
  const more = last !== undefined && ordered.length > limit;
  return { events, next: more ? writeCursor(listingOf(contact), [last.createdAt, last.name, last.id]) : undefined };
}

const listingOf = ({ workspaceId, contactId }: OfContact) => ['events by time', workspaceId, contactId];

function newestFirst(a: EventPlace, b: EventPlace): number {
  return isOlder(a, b) ? 1 : -1;
}

/** Takes two events; returns whether the first comes after the other in a list that begins with the newest. */
export function isOlder(event: EventPlace, than: EventPlace): boolean {
  return event.createdAt === than.createdAt ? keyOf(event) < keyOf(than) : event.createdAt < than.createdAt;
}

/** Events of one name and instant lie in this order in the table. */
function keyOf({ name, createdAt, id }: EventPlace): string {
  return eventKey({ workspaceId: '', contactId: '', name, createdAt, eventId: id }).sort;
}
