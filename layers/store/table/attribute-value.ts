import { withWrittenKeys } from './stored-keys.ts';
import type { Item } from './table.ts';

/** A DynamoDB attribute as it travels on the wire and in stream records; sets are not used here. */
export type AttributeValue = {
  S?: string | undefined;
  N?: string | undefined;
  BOOL?: boolean | undefined;
  NULL?: boolean | undefined;
  /** Bytes; base64 where a record travels as JSON. */
  B?: Uint8Array | string | undefined;
  L?: AttributeValue[] | undefined;
  M?: Record<string, AttributeValue> | undefined;
};

/** Takes attributes in wire form; returns the plain item. @throws TypeError on a type that this table does not use. */
export function plainItem(attributes: Record<string, AttributeValue>): Item {
  return withWrittenKeys(plainRecord(attributes));
}

function plainRecord(attributes: Record<string, AttributeValue>): Item {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.B !== undefined) return typeof value.B === 'string' ? Buffer.from(value.B, 'base64') : value.B;
  if (value.L !== undefined) return value.L.map(plainValue);
  if (value.M !== undefined) return plainRecord(value.M);
  throw new TypeError(`an attribute of an unused type: ${Object.keys(value).join()}`);
}
