import * as z from 'zod';
import type { EventNameStore, EventNames } from '#domain/people/event/event-name';
import { codec } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { eventNamesKey } from './event-keys.ts';

const eventNamesCodec = codec<EventNames>(
  'event-names',
  z.object({ workspaceId: z.string(), names: z.array(z.string()), version: z.number() }),
);

/** Takes the table; returns the event names in it. */
export function eventNameStore(table: Table): EventNameStore {
  return {
    async get(workspaceId) {
      const item = await table.get(eventNamesKey({ workspaceId }), { consistent: true });
      return item === undefined ? { workspaceId, names: [], version: 0 } : eventNamesCodec.fromItem(item);
    },
    async save(names) {
      const { version } = names;
      const item = eventNamesCodec.toItem({ ...names, version: version + 1 }, { at: [eventNamesKey(names)] });
      await table.put(item, version === 0 ? 'absent' : { equals: { version } });
    },
  };
}
