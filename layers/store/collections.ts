import type { Collection, Kept } from '#domain/workspace/collection/collection';
import type { CollectionStore } from '#domain/workspace/collection/collection-store';
import { COLLECTIONS } from './collection-registry.ts';
import type { Entity, Pattern } from './table/access-pattern.ts';
import type { Table } from './table/table.ts';
import { workspaceCollection } from './table/workspace-collection.ts';
import { collectionKeys } from './workspace/collection-keys.ts';
import { layoutOf } from './workspace/collection-layout.ts';

type Registry = typeof COLLECTIONS;
type RecordOf<Registered> = Registered extends Collection<infer F, string> ? F & Kept : never;

export type CollectionStores = { [Name in keyof Registry]: CollectionStore<RecordOf<Registry[Name]>> };

/** Takes the table; returns the store of every collection. */
export function collectionStores(table: Table): CollectionStores {
  const stores = registered().map(([name, each]) => [name, workspaceCollection(table, layoutOf(each))]);
  return Object.fromEntries(stores) as CollectionStores;
}

/** Returns the keys of every collection, named for it, for docs/data-model.md. */
export function collectionPatterns(): Record<string, ((sample: never) => unknown) & { pattern: Pattern }> {
  const named = registered().flatMap(([name, { noun, uniqueNames }]) => {
    const { name: nameKey, ...keys } = collectionKeys(noun);
    return Object.entries(uniqueNames ? { ...keys, name: nameKey } : keys).map(([key, build]) => [
      `${name}.${key}`,
      build,
    ]);
  });
  return Object.fromEntries(named);
}

function registered(): [string, Collection<{ name: string }, Entity>][] {
  return Object.entries(COLLECTIONS) as unknown as [string, Collection<{ name: string }, Entity>][];
}
