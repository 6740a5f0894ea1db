import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import type { Entity, Key } from './access-pattern.ts';
import { addressAttributes } from './dynamo-request.ts';
import type { Item } from './table.ts';
import { tableSchema } from './table-schema.ts';

/** Of the form in which items are written; readers of a later one must still read earlier ones. */
const ITEM_SCHEMA = 1;

export type Placement = {
  /** The item's own address and its places in indexes. */
  at: Key[];
  /** When it may be forgotten, in ms. */
  expiresAt?: number;
};

/** Translates one kind of record to items and back. */
export type Codec<T> = {
  entity: Entity;
  toItem(record: T, placement: Placement): Item;
  /** @throws internal if the item is not what the schema says. */
  fromItem(item: Item): T;
};

/**
 * Takes an entity's name, the zod schema of its stored form (which yields the record), and how a record
 * becomes that form. Null members are left out: names count towards the size that every write pays for.
 */
export function codec<T extends object>(
  entity: Entity,
  stored: z.ZodType<T>,
  toStored: (record: T) => object = (record) => record,
): Codec<T> {
  return {
    entity,
    toItem(record, { at, expiresAt }) {
      const members = Object.entries(toStored(record)).filter(([, value]) => value !== null && value !== undefined);
      return { ...addressAttributes(...at), ...marks(entity, expiresAt), ...Object.fromEntries(members) };
    },
    fromItem(item) {
      const parsed = stored.safeParse(item);
      if (parsed.success) return parsed.data;
      throw new Failure('internal', 'A stored record cannot be read.', { permanent: true, cause: parsed.error });
    },
  };
}

/** Takes an entity and when it may be forgotten, in ms; returns the attributes that every item of it has. */
export function marks(entity: Entity, expiresAt?: number): Item {
  return {
    entity,
    schema: ITEM_SCHEMA,
    // Seconds, rounded up: never forgotten early.
    ...(expiresAt === undefined ? {} : { [tableSchema.timeToLive]: Math.ceil(expiresAt / 1000) }),
  };
}

/** Takes a schema; returns one for a member that is null in the record and absent from the item. */
export function absentAsNull<T extends z.ZodType>(schema: T) {
  return schema.nullable().default(null as never);
}

/** A member kept as JSON text: DynamoDB nests 32 levels at most, and text is smaller than maps. */
export const json = z.string().transform((text): unknown => JSON.parse(text));
