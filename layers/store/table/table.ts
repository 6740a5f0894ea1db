import type { Collection, Key } from './access-pattern.ts';

/** What DynamoDB stores; nothing outside the store sees one. */
export type Item = Record<string, unknown>;

/** What must hold of the stored item for a write to happen: that there is none, or that these attributes are equal. */
export type Condition = 'absent' | { equals: Record<string, string | number> };

/** One action of a transaction. */
export type Action = { put: Item; when?: Condition } | { remove: Key; when?: Condition } | { add: Addition };

/** Adds `by` to a number attribute (absent is 0) and sets others; with `unlessReached`, only below that limit. */
export type Addition = { key: Key; attribute: string; by: number; set: Item; unlessReached?: number };

export type Query = {
  in: Collection;
  /** Sort values between these, both included. */
  range?: { from: string; to: string };
  /** The sort value to continue behind, in reading order. */
  after?: string;
  newestFirst?: boolean;
  limit?: number;
  consistent?: boolean;
};

/**
 * The one door to DynamoDB. Every method throws `Failure` only: `conflict` when a condition does not
 * hold (its cause is a `ConditionFailure`), `unavailable` when a repeat may succeed, else `internal`.
 */
export type Table = {
  get(key: Key, options?: { consistent: boolean }): Promise<Item | undefined>;
  put(item: Item, when?: Condition): Promise<void>;
  /** Returns what was there. */
  remove(key: Key, when?: Condition): Promise<Item | undefined>;
  /** Returns the attribute's value afterwards. */
  add(addition: Addition): Promise<number>;
  /** All or nothing, at most 100 actions. */
  transact(actions: Action[]): Promise<void>;
  /** One page: at most `limit` items. */
  page(query: Query & { limit: number }): Promise<Item[]>;
  /** How many items there are, at most `limit`; nothing of them is sent over. */
  count(query: Query): Promise<number>;
  /** Every item, page after page. */
  walk(query: Query): AsyncGenerator<Item>;
  /** Those that exist, in no order. */
  getMany(keys: Key[], options?: { consistent: boolean }): Promise<Item[]>;
  /** Not atomic; repeats what DynamoDB left over. */
  writeMany(writes: ({ put: Item } | { remove: Key })[]): Promise<void>;
};
