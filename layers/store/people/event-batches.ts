import type { EventBatches } from '#domain/people/event/event-batches';
import type { Item, Table } from '../table/table.ts';
import { eventCodec } from './event-item.ts';
import { eventKey } from './event-keys.ts';
import { eventExpiry } from './events.ts';

/** Takes the table; returns how many events at once are written to it. */
export function eventBatches(table: Table): EventBatches {
  return {
    async append(events) {
      const placed = events.map((event) => ({ event, key: eventKey({ ...event, eventId: event.id }) }));
      const items = await table.getMany(
        placed.map(({ key }) => key),
        { consistent: true },
      );
      const writers = new Map(items.map((item) => [addressOf(item.pk, item.sk), String(item.correlationId)]));
      const fresh: Item[] = [];
      const outcomes = placed.map(({ event, key }) => {
        const address = addressOf(key.partition, key.sort);
        const writer = writers.get(address);
        if (writer !== undefined) return writer === event.correlationId ? 'new' : 'duplicate';
        writers.set(address, event.correlationId);
        fresh.push(eventCodec.toItem(event, { at: [key], expiresAt: eventExpiry(event) }));
        return 'new';
      });
      await table.writeMany(fresh.map((put) => ({ put })));
      return outcomes;
    },
  };
}

const addressOf = (partition: unknown, sort: unknown) => JSON.stringify([partition, sort]);
