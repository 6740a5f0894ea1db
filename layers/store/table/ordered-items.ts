import type { Item, Query } from './table.ts';
import { type IndexName, keyAttributes, tableSchema } from './table-schema.ts';

/** An item at its place in an index. Items of an index may share a sort value; their addresses tell them apart. */
export type Entry = { sort: string; address: string; item: Item };

/** After every sort value and address, which hold bytes only. */
const LAST = '\uffff';

/** The items of one index of a table in memory, in DynamoDB's order: by the UTF-8 bytes of the sort value. */
export class OrderedItems {
  readonly #index: IndexName;
  readonly #names: { partition: string; sort: string };
  readonly #partitions = new Map<string, Entry[]>();

  constructor(index: IndexName) {
    this.#index = index;
    this.#names = keyAttributes(index);
  }

  /** Takes a partition and a sort value of the table itself; returns the item there. */
  get(partition: string, sort: string): Item | undefined {
    const entries = this.#partitions.get(partition) ?? [];
    const wanted = bytes(sort);
    const found = entries[firstFrom(entries, wanted, '')];
    return found?.sort === wanted ? found.item : undefined;
  }

  /** Places an item, or replaces the one at its place; an item without a place in this index is left out. */
  put(item: Item): void {
    const place = this.#placeOf(item);
    if (place === undefined) return;
    const { partition, ...entry } = place;
    const entries = this.#partitions.get(partition);
    if (entries === undefined) return void this.#partitions.set(partition, [entry]);
    const at = firstFrom(entries, entry.sort, entry.address);
    entries.splice(at, isAt(entries[at], entry) ? 1 : 0, entry);
  }

  remove(item: Item): void {
    const place = this.#placeOf(item);
    if (place === undefined) return;
    const entries = this.#partitions.get(place.partition) ?? [];
    const at = firstFrom(entries, place.sort, place.address);
    if (isAt(entries[at], place)) entries.splice(at, 1);
    if (entries.length === 0) this.#partitions.delete(place.partition);
  }

  /** Every item, partition after partition. */
  *all(): Generator<Item> {
    for (const entries of this.#partitions.values()) for (const { item } of entries) yield item;
  }

  /** Takes a query, how many entries to return at most, and the entry to go on behind, if any. */
  read(query: Query, most: number, behind?: Entry): Entry[] {
    const entries = this.#partitions.get(query.in.partition) ?? [];
    const newestFirst = query.newestFirst ?? false;
    let [start, end] = this.#bounds(entries, query);
    if (behind !== undefined && newestFirst) end = Math.min(end, firstFrom(entries, behind.sort, behind.address));
    if (behind !== undefined && !newestFirst)
      start = Math.max(start, firstFrom(entries, behind.sort, `${behind.address}\0`));
    return newestFirst
      ? entries.slice(Math.max(start, end - most), Math.max(start, end)).reverse()
      : entries.slice(start, Math.min(end, start + most));
  }

  #bounds(entries: Entry[], { in: { prefix }, range, after, newestFirst }: Query): [number, number] {
    const behind = after === undefined ? undefined : bytes(after);
    const start = behind === undefined || newestFirst ? 0 : firstFrom(entries, behind, LAST);
    const end = behind === undefined || !newestFirst ? entries.length : firstFrom(entries, behind, '');
    // As in the gateway to DynamoDB: an index is entered behind a sort value by the one comparison that a query allows.
    if (behind !== undefined && this.#index !== 'table') return [start, end];
    const [from, to] =
      range !== undefined
        ? [bytes(range.from), bytes(range.to)]
        : [bytes(prefix ?? ''), `${bytes(prefix ?? '')}${LAST}`];
    return [Math.max(start, firstFrom(entries, from, '')), Math.min(end, firstFrom(entries, to, LAST))];
  }

  #placeOf(item: Item): (Entry & { partition: string }) | undefined {
    const partition = item[this.#names.partition];
    const sort = item[this.#names.sort];
    if (typeof partition !== 'string' || typeof sort !== 'string') return undefined;
    const address = this.#index === 'table' ? '' : bytes(`${item[tableSchema.partition]}\0${item[tableSchema.sort]}`);
    return { partition, sort: bytes(sort), address, item: this.#projected(item) };
  }

  #projected(item: Item): Item {
    if (this.#index === 'table') return item;
    const names = [tableSchema.partition, tableSchema.sort, this.#names.partition, this.#names.sort];
    return Object.fromEntries(names.map((name) => [name, item[name]]));
  }
}

/** Takes text; returns its UTF-8 bytes, one per character, because strings are compared by UTF-16 units. */
function bytes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is its own bytes.
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

/** Returns the position of the first entry that is not before the place. */
function firstFrom(entries: readonly Entry[], sort: string, address: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle] as Entry;
    if (entry.sort < sort || (entry.sort === sort && entry.address < address)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isAt = (entry: Entry | undefined, place: { sort: string; address: string }): boolean =>
  entry?.sort === place.sort && entry.address === place.address;
