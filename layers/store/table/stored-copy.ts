import type { AttributeValue } from './attribute-value.ts';
import type { Item } from './table.ts';

/** Takes an item; returns a copy as DynamoDB would keep it: without undefined members. @throws TypeError on what it cannot hold. */
export function storedCopy(item: Item): Item {
  const copy = { ...item };
  for (const name of Object.keys(copy)) {
    const value = copy[name];
    if (value === undefined) delete copy[name];
    else if (typeof value !== 'string') copy[name] = storable(value);
  }
  return copy;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
    throw new TypeError(`a number that cannot be stored: ${value}`);
  }
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(storable);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value as Uint8Array);
  if (typeof value === 'object' && isPlain(value)) return storedCopy(value as Item);
  throw new TypeError(`a value that cannot be stored: ${typeof value}`);
}

/** As the SDK's marshaller asks. */
const isPlain = (value: object) => value.constructor === undefined || value.constructor.name === 'Object';

/** Takes a stored item; returns a copy for a reader. */
export function readCopy(item: Item): Item {
  const copy = { ...item };
  for (const name of Object.keys(copy)) {
    const value = copy[name];
    if (typeof value === 'object' && value !== null) copy[name] = readable(value);
  }
  return copy;
}

function readable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(readable);
  return ArrayBuffer.isView(value) ? new Uint8Array(value as Uint8Array) : readCopy(value as Item);
}

/** Takes an item; returns its size in bytes, as DynamoDB's limit counts it. */
export function sizeOf(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + valueSize(item[name]);
  return size;
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  // Two digits a byte, and one for the exponent.
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + valueSize(each) + 1, 3);
  if (typeof value === 'object' && value !== null) return sizeOf(value as Item) + Object.keys(value).length + 3;
  return 1;
}

/** Takes an item; returns its attributes as stream records and errors carry them. */
export function attributesOf(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (ArrayBuffer.isView(value)) return { B: Buffer.from(value as Uint8Array).toString('base64') };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  return { M: attributesOf(value as Item) };
}
