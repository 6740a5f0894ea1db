import * as z from 'zod';
import { DUE_SHARDS, type DueEntry, type DueStore } from '#domain/kernel/due';
import { codec } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { due, dueKey, dueRange } from './due-keys.ts';

const dueCodec = codec<DueEntry>(
  'due',
  z.object({
    workspaceId: z.string(),
    kind: z.enum(['targeting', 'run', 'campaign', 'delivery', 'webhook']),
    subjectId: z.string(),
    at: z.number(),
  }),
);

/** Takes the table; returns the timers in it. */
export function dueStore(table: Table): DueStore {
  return {
    async arm(entry) {
      await table.put(dueCodec.toItem(entry, { at: [dueKey(entry)] }));
    },
    // Not strongly consistent: an entry that a replica does not show yet is found a minute later.
    async listDue(workspaceId, shard, now, limit) {
      const range = dueRange(Number.MIN_SAFE_INTEGER, now);
      return (await table.page({ in: due({ workspaceId, shard }), range, limit })).map(dueCodec.fromItem);
    },
    async remove(entries) {
      await table.writeMany(entries.map((entry) => ({ remove: dueKey(entry) })));
    },
    async nextAfter(workspaceId, after) {
      const range = dueRange(after + 1, Number.MAX_SAFE_INTEGER);
      const firsts = await Promise.all(
        Array.from({ length: DUE_SHARDS }, (_, shard) =>
          table.page({ in: due({ workspaceId, shard }), range, limit: 1, consistent: true }),
        ),
      );
      const instants = firsts.flat().map((item) => dueCodec.fromItem(item).at);
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
  };
}
