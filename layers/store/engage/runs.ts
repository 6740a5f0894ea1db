import * as z from 'zod';
import type { Run, RunStore } from '#domain/engage/run/run';
import { Failure } from '#domain/kernel/failure';
import { absentAsNull, codec, json } from '../table/codec.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import { sortValue } from '../table/dynamo-request.ts';
import { addressOf } from '../table/item-address.ts';
import type { Item, Table } from '../table/table.ts';
import { runKey, runListing, runListingKey, runsInCampaign, runsOfContact } from './run-keys.ts';

const instant = absentAsNull(z.number());

export const runCodec = codec<Run>(
  'run',
  z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    contactId: z.string(),
    entry: z.number(),
    state: z.enum(['postponed', 'active', 'finished', 'exited', 'goal_reached', 'control', 'stopped']),
    reason: absentAsNull(z.enum(['exit_met', 'goal_met_before', 'goal_met_late', 'left_audience', 'contact_archived'])),
    place: absentAsNull(z.string()),
    arrivedAt: z.number(),
    wakeAt: instant,
    received: z.array(z.string()),
    lastMessageAt: instant,
    enteredAt: z.number(),
    endedAt: instant,
    goalAt: instant,
    branches: json.transform((value) => value as Run['branches']).default({}),
    correlationId: z.string(),
    version: z.number(),
  }),
  ({ branches, ...run }) => ({
    ...run,
    ...(Object.keys(branches).length === 0 ? {} : { branches: JSON.stringify(branches) }),
  }),
);

/** Takes the table; returns the runs in it. */
export function runStore(table: Table): RunStore {
  return {
    async get(run) {
      const item = await table.get(runKey(run), { consistent: true });
      return item === undefined ? undefined : runCodec.fromItem(item);
    },
    async latest(at) {
      const [item] = await table.page({ in: runsInCampaign(at), newestFirst: true, limit: 1, consistent: true });
      return item === undefined ? undefined : runCodec.fromItem(item);
    },
    async listByContact(workspaceId, contactId) {
      const runs: Run[] = [];
      for await (const item of table.walk({ in: runsOfContact({ workspaceId, contactId }), consistent: true }))
        runs.push(runCodec.fromItem(item));
      return runs;
    },
    async save(run) {
      const when = run.version === 0 ? ('absent' as const) : { equals: { version: run.version } };
      await table.put(itemOf({ ...run, version: run.version + 1 }), when);
    },
    async listOfCampaign(listing, limit, cursor) {
      const named = ['runs', listing.workspaceId, listing.campaignId, listing.state, String(listing.shard)];
      const from = readCursor(named, z.tuple([z.string()]), cursor)?.[0];
      const page = await table.page({ in: runListing(listing), limit, ...(from === undefined ? {} : { after: from }) });
      const items = await table.getMany(page.map(addressOf), { consistent: true });
      // Whoever moved on since the index was read is met in its other state.
      const runs = items.map(runCodec.fromItem).filter(({ state }) => state === listing.state);
      const last = page.at(-1);
      const more = last !== undefined && page.length === limit;
      return { runs, next: more ? writeCursor(named, [sortValue('gsi1', last)]) : undefined };
    },
  };
}

function itemOf(run: Run): Item {
  if (!Number.isSafeInteger(run.entry)) throw new Failure('internal', 'A run has no number', { permanent: true });
  return runCodec.toItem(run, { at: [runKey(run), runListingKey(run)] });
}
