import * as z from 'zod';
import type { EventStore } from '#domain/people/event/event-store';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import { eventKey } from '../engage/delivery-keys.ts';
import { mergedPage } from '../people/events-by-time.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import { address, copy } from './snapshot.ts';

const NameInstantAndId = z.tuple([z.string(), z.number().int(), z.string()]);

/** Returns events kept in memory; they do not expire. */
export function memoryEventStore(): EventStore {
  const events = new Map<string, TrackedEvent>();
  const claims = new Map<string, number>();
  const newestFirst = (workspaceId: string, contactId: string) =>
    [...events.values()]
      .filter((event) => event.workspaceId === workspaceId && event.contactId === contactId)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
  return {
    async append(event, identity = 'stamp') {
      const { workspaceId, contactId, name, id } = event;
      const claim = address(workspaceId, contactId, name, id);
      if (identity === 'id' && !claims.has(claim)) claims.set(claim, event.createdAt);
      const createdAt = identity === 'id' ? (claims.get(claim) ?? event.createdAt) : event.createdAt;
      const key = address(workspaceId, contactId, name, createdAt, id);
      const written = events.get(key);
      if (written !== undefined) return written.correlationId === event.correlationId ? 'new' : 'duplicate';
      events.set(key, copy({ ...event, createdAt }));
      return 'new';
    },
    // The table's stream carries it to the profile; tests of that pipeline declare the fact themselves.
    async importSummary() {},
    async listByName(workspaceId, contactId, name) {
      return newestFirst(workspaceId, contactId)
        .filter((event) => event.name === name)
        .map(copy);
    },
    async listByTime(workspaceId, contactId, asked) {
      const found = newestFirst(workspaceId, contactId).filter(
        ({ name, createdAt }) => asked.names.includes(name) && createdAt >= asked.from,
      );
      return mergedPage({ workspaceId, contactId }, asked, found.map(copy));
    },
    async list(workspaceId, contactId, limit, cursor) {
      const listing = ['events', workspaceId, contactId];
      const from = readCursor(listing, NameInstantAndId, cursor);
      const position =
        from === undefined
          ? undefined
          : eventKey({ workspaceId, contactId, name: from[0], createdAt: from[1], eventId: from[2] }).sort;
      const page = newestFirst(workspaceId, contactId)
        .filter((event) => position === undefined || orderOf(event) < position)
        .slice(0, limit)
        .map(copy);
      const last = page.at(-1);
      const more = last !== undefined && page.length === limit;
      return { events: page, next: more ? writeCursor(listing, [last.name, last.createdAt, last.id]) : undefined };
    },
  };
}

const orderOf = (event: TrackedEvent) => eventKey({ ...event, eventId: event.id }).sort;
