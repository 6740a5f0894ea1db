import * as z from 'zod';
import type { EventPage, EventStore, EventsByTime } from '#domain/people/event/event-store';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import { conditionFailureOf } from '../table/condition-failure.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { OfContact } from '../table/partition.ts';
import type { Item, Table } from '../table/table.ts';
import { eventClaimCodec, eventCodec, eventImportCodec } from './event-item.ts';
import { eventClaimKey, eventImportKey, eventKey, events, eventsNamed, eventsNamedWithin } from './event-keys.ts';

/** Intercom lists events of the last 90 days; their summaries in the profile stay. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Long enough for a stream that has stood still for its whole day. */
const IMPORT_KEPT_MS = 2 * 24 * 60 * 60 * 1000;

const NameInstantAndId = z.tuple([z.string(), z.number().int(), z.string()]);

/** Takes the table; returns the events in it. */
export function eventStore(table: Table): EventStore {
  return {
    async append(event, identity = 'stamp') {
      const createdAt = identity === 'id' ? await firstInstant(table, event) : event.createdAt;
      return putNew(table, { ...event, createdAt });
    },
    async importSummary(summary, at) {
      await table.put(
        eventImportCodec.toItem(summary, { at: [eventImportKey(summary)], expiresAt: at + IMPORT_KEPT_MS }),
      );
    },
    async listByName(workspaceId, contactId, name) {
      const found: TrackedEvent[] = [];
      const query = { in: eventsNamed({ workspaceId, contactId, name }), newestFirst: true, consistent: true };
      for await (const item of table.walk(query)) found.push(eventCodec.fromItem(item));
      return found;
    },
    async listByTime(workspaceId, contactId, asked) {
      const contact = { workspaceId, contactId };
      const to = placeBefore(contact, asked);
      const read = async (name: string) => {
        const range = eventsNamedWithin({ name, from: asked.from, to });
        const query = { in: eventsNamed({ ...contact, name }), range, newestFirst: true };
        const found: TrackedEvent[] = [];
        for await (const item of table.walk({ ...query, limit: asked.limit + 1 })) {
          const event = eventCodec.fromItem(item);
          // Of the cursor's own instant some were on the page before.
          if (to === undefined || isOlder(event, to)) found.push(event);
          if (found.length > asked.limit) break;
        }
        return found;
      };
      return mergedPage(contact, asked, (await Promise.all(asked.names.map(read))).flat());
    },
    async list(workspaceId, contactId, limit, cursor) {
      const listing = ['events', workspaceId, contactId];
      const from = readCursor(listing, NameInstantAndId, cursor);
      const after =
        from === undefined
          ? {}
          : { after: eventKey({ workspaceId, contactId, name: from[0], createdAt: from[1], eventId: from[2] }).sort };
      const query = { in: events({ workspaceId, contactId }), limit, newestFirst: true, ...after };
      const page = (await table.page(query)).map(eventCodec.fromItem);
      const last = page.at(-1);
      const more = last !== undefined && page.length === limit;
      return { events: page, next: more ? writeCursor(listing, [last.name, last.createdAt, last.id]) : undefined };
    },
  };
}

/**
 * Claims the event's id; returns the instant of whoever claimed it first. The event is then written
 * under that instant, so that a repeat finds it, and completes it if the first attempt died in between.
 */
async function firstInstant(table: Table, event: TrackedEvent): Promise<number> {
  const key = eventClaimKey({ ...event, eventId: event.id });
  const claim = eventClaimCodec.toItem({ createdAt: event.createdAt }, { at: [key], expiresAt: eventExpiry(event) });
  const found = await putUnlessFound(table, claim);
  return found === 'new'
    ? event.createdAt
    : eventClaimCodec.fromItem(found ?? (await table.get(key)) ?? claim).createdAt;
}

async function putNew(table: Table, event: TrackedEvent): Promise<'new' | 'duplicate'> {
  const at = [eventKey({ ...event, eventId: event.id })];
  const found = await putUnlessFound(table, eventCodec.toItem(event, { at, expiresAt: eventExpiry(event) }));
  const isOwn = found === 'new' || found?.correlationId === event.correlationId;
  return isOwn ? 'new' : 'duplicate';
}

async function putUnlessFound(table: Table, item: Item): Promise<'new' | Item | undefined> {
  try {
    await table.put(item, 'absent');
    return 'new';
  } catch (error) {
    return conditionFailureOf(error).found.get(0);
  }
}

/** Takes an event; returns when it may be forgotten, in ms. */
export const eventExpiry = (event: TrackedEvent) => event.receivedAt + KEPT_MS;

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
