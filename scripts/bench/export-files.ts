import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addressOf } from '#store/table/item-address';
import type { Item, Table } from '#store/table/table';

/** Items of one file. */
const PER_FILE = 20_000;

/**
 * Takes a folder; returns a table that the stores write to as ever, but that keeps what they put as files of DynamoDB's
 * export format, which a local engine imports a hundred times faster than it takes writes. The first put of a company
 * counts, and the last of a contact if nothing else is written in between; nothing can be read. `close` writes what waits.
 */
export function exportFiles(folder: string): Pick<Table, 'put' | 'transact'> & { close(): void } {
  const waiting = new Map<string, Item>();
  const companies = new Set<string>();
  let files = 0;
  mkdirSync(folder, { recursive: true });
  function close(): void {
    const lines = [...waiting.values()].map((item) => JSON.stringify({ Item: membersOf(item) }));
    waiting.clear();
    files += 1;
    writeFileSync(join(folder, `${files}.json.gz`), gzipSync(`${lines.join('\n')}\n`, { level: 1 }));
  }
  async function put(item: Item): Promise<void> {
    const { partition, sort } = addressOf(item);
    const address = `${partition}|${sort}`;
    if (item.entity === 'company') {
      if (companies.has(address)) return;
      companies.add(address);
    }
    // A new contact is the first of its items.
    if (item.entity === 'contact' && !waiting.has(address) && waiting.size >= PER_FILE) close();
    waiting.set(address, item);
  }
  return {
    put,
    close,
    async transact(actions) {
      for (const action of actions) if ('put' in action) await put(action.put);
    },
  };
}

type Attribute = Record<string, unknown>;

function membersOf(value: object): Attribute {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, attributeOf(member)]])),
  );
}

function attributeOf(value: unknown): Attribute {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null || typeof value !== 'object') return { NULL: true };
  return Array.isArray(value) ? { L: value.map(attributeOf) } : { M: membersOf(value) };
}
