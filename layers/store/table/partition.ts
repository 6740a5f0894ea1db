import type { Collection, Key } from './access-pattern.ts';
import { encodeKeyValue } from './key-encoding.ts';
import type { IndexName } from './table-schema.ts';

/**
 * This folder holds every address in the table, and nothing outside it knows one. Upper-case words are
 * literal, and the separator stands nowhere else: ids of ours pass through the same encoding as what
 * people type, which leaves them as they are.
 */
export type InWorkspace = { workspaceId: string };
export type OfContact = InWorkspace & { contactId: string };

/** Takes a workspace; returns how every partition of it begins. */
export const workspacePartition = (at: InWorkspace): string => `W#${encodeKeyValue(at.workspaceId)}`;

/** Takes partition and sort values; returns the address of one item. */
export const one = (partition: string, sort: string): Key => ({ index: 'table', partition, sort });

/** Takes an index and values; returns an item's place in it. */
export const placed = (index: IndexName, partition: string, sort: string): Key => ({ index, partition, sort });

/** Takes a partition and how the sort values wanted begin; returns the address of those items. */
export const all = (partition: string, prefix?: string): Collection =>
  prefix === undefined ? { index: 'table', partition } : { index: 'table', partition, prefix };
