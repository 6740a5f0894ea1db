import * as z from 'zod';
import type { Kept } from '#domain/workspace/collection/collection';
import type { CollectionStore } from '#domain/workspace/collection/collection-store';
import { activityWrites } from '../workspace/activity-item.ts';
import type { Collection, Entity, Key } from './access-pattern.ts';
import { type Codec, codec } from './codec.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { sortValue } from './dynamo-request.ts';
import { addressOf } from './item-address.ts';
import type { InWorkspace } from './partition.ts';
import type { Action, Item, Table } from './table.ts';

type Named = Pick<Kept, 'id' | 'workspaceId' | 'version'> & { name: string };

/** Where the records of a collection stand. */
export type CollectionLayout<Record extends Named> = {
  codec: Codec<Record>;
  key(at: InWorkspace & { id: string }): Key;
  all(at: InWorkspace): Collection;
  /** Where names are unique: the claims on them, and the member of a claim that says whose it is. */
  names?: { entity: Entity; key(at: InWorkspace & { name: string }): Key; holder: string };
  /** Where lists are not in the order of ids: a record's place in an index. */
  order?: { place(record: Record): Key; places(at: InWorkspace): Collection; newestFirst: boolean };
};

/** Takes the table and a layout; returns the records that stand there. */
export function workspaceCollection<Record extends Named>(
  table: Table,
  { codec: records, key, all, names, order }: CollectionLayout<Record>,
): CollectionStore<Record> {
  const claims = names === undefined ? undefined : claimsOf(names);
  const itemOf = (record: Record): Item =>
    records.toItem(record, { at: [key(record), ...(order === undefined ? [] : [order.place(record)])] });
  const isUnchanged = ({ version }: Record) => ({ equals: { version } });

  /** What a page of the index names, in its order; what has gone meanwhile is left out. */
  async function completed(places: Item[]): Promise<Record[]> {
    const found = await table.getMany(places.map(addressOf), { consistent: true });
    const byAddress = new Map(found.map((item) => [addressOf(item).sort, item]));
    return places.flatMap((place) => {
      const item = byAddress.get(addressOf(place).sort);
      return item === undefined ? [] : [records.fromItem(item)];
    });
  }

  const get: CollectionStore<Record>['get'] = async (workspaceId, id) => {
    const item = await table.get(key({ workspaceId, id }), { consistent: true });
    return item === undefined ? undefined : records.fromItem(item);
  };

  return {
    get,
    async create(record, recorded) {
      const taken = claims === undefined ? [] : [claims.take(record)];
      await write(table, [{ put: itemOf(record), when: 'absent' }, ...taken, ...activityWrites(recorded)]);
    },
    async getMany(workspaceId, ids) {
      return (await table.getMany(ids.map((id) => key({ workspaceId, id })))).map(records.fromItem);
    },
    async findByName(workspaceId, name) {
      const claim = claims && (await table.get(claims.key({ workspaceId, name }), { consistent: true }));
      return claim === undefined ? undefined : get(workspaceId, claims?.holderIn(claim) ?? '');
    },
    async list(workspaceId) {
      const found: Record[] = [];
      for await (const item of table.walk({ in: all({ workspaceId }), consistent: true }))
        found.push(records.fromItem(item));
      if (order === undefined) return found;
      const sorted = found.map((record) => ({ record, at: order.place(record).sort }));
      sorted.sort((a, b) => (a.at < b.at === order.newestFirst ? 1 : -1));
      return sorted.map(({ record }) => record);
    },
    async page(workspaceId, { limit, cursor }) {
      const listing = [records.entity, workspaceId];
      const within = order?.places({ workspaceId }) ?? all({ workspaceId });
      const { index, prefix = '' } = within;
      // Whoever forges a position still asks within the list.
      const after = readCursor(listing, z.tuple([z.string().min(1).max(500).startsWith(prefix)]), cursor)?.[0];
      const places = await table.page({
        in: within,
        // One more tells whether there is more.
        limit: limit + 1,
        newestFirst: order?.newestFirst ?? false,
        ...(after === undefined ? {} : { after }),
      });
      const shown = places.slice(0, limit);
      const last = shown.at(-1);
      return {
        records: order === undefined ? shown.map(records.fromItem) : await completed(shown),
        next: last && places.length > limit ? writeCursor(listing, [sortValue(index, last)]) : undefined,
      };
    },
    count: (workspaceId, most) => table.count({ in: all({ workspaceId }), limit: most, consistent: true }),
    async update(before, after, recorded) {
      const next = { ...after, version: before.version + 1 };
      const renamed = claims?.move(before, next) ?? [];
      await write(table, [{ put: itemOf(next), when: isUnchanged(before) }, ...renamed, ...activityWrites(recorded)]);
      return next;
    },
    async remove(record, recorded) {
      const given = claims === undefined ? [] : [claims.giveBack(record)];
      await write(table, [{ remove: key(record), when: isUnchanged(record) }, ...given, ...activityWrites(recorded)]);
    },
  };
}

/** One write costs half of what a transaction of one does. */
async function write(table: Table, [first, ...others]: Action[]): Promise<void> {
  if (first !== undefined && others.length === 0 && 'put' in first) return await table.put(first.put, first.when);
  if (first !== undefined) await table.transact([first, ...others]);
}

function claimsOf({ entity, key, holder }: { entity: Entity; key(at: Named): Key; holder: string }) {
  const claim = codec<globalThis.Record<string, string>>(entity, z.object({ [holder]: z.string() }));
  const take = (record: Named): Action => ({
    put: claim.toItem({ [holder]: record.id }, { at: [key(record)] }),
    when: 'absent',
  });
  const giveBack = (record: Named): Action => ({
    remove: key(record),
    when: { equals: { [holder]: record.id } },
  });
  return {
    key: key as (at: InWorkspace & { name: string }) => Key,
    holderIn: (item: Item) => claim.fromItem(item)[holder],
    take,
    giveBack,
    /** A name that differs in case only is the same claim. */
    move: (before: Named, after: Named): Action[] =>
      key(before).partition === key(after).partition ? [] : [giveBack(before), take(after)],
  };
}
