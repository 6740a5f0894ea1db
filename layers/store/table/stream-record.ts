import type { Entity } from './access-pattern.ts';
import { type AttributeValue, plainItem } from './attribute-value.ts';
import type { Item } from './table.ts';

/**
 * A record as Lambda gets it from the table's stream. `entity` of the new image (or of the old one, of a
 * removal) is what event source filters may look at.
 */
export type StreamRecord = {
  eventName?: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined;
  /** Who removed an item, where it was DynamoDB because the item had expired. */
  userIdentity?: { type: string; principalId: string } | undefined;
  dynamodb?:
    | {
        SequenceNumber?: string | undefined;
        /** When it was written, in seconds; the same however often the record comes. */
        ApproximateCreationDateTime?: number | undefined;
        NewImage?: Record<string, AttributeValue> | undefined;
        OldImage?: Record<string, AttributeValue> | undefined;
      }
    | undefined;
};

/** What reads the facts of one entity's records; each of the two is absent where nobody waits for it. */
export type Decoder<Declared> = {
  /** Of a record with a new image. Returns undefined for a write that declares nothing. */
  written?: (after: Item, before: Item | undefined, sequence: string) => Declared | undefined;
  /** Of a record with an old image alone; expired items are removed as well. */
  removed?: (before: Item, sequence: string) => Declared | undefined;
};

/** By entity. */
export type Decoders<Declared> = Partial<Record<Entity, Decoder<Declared>>>;

/**
 * Takes the decoders of entities and a stream record; returns the fact it declares, or undefined for what nobody waits for
 * (claims, timers, sessions, records that only expire). @throws internal if an item cannot be read
 */
export function decodeRecord<Declared>(decoders: Decoders<Declared>, record: StreamRecord): Declared | undefined {
  const { NewImage, OldImage, SequenceNumber: sequence = '' } = record.dynamodb ?? {};
  const after = NewImage === undefined ? undefined : plainItem(NewImage);
  const before = OldImage === undefined ? undefined : plainItem(OldImage);
  const entity = (after ?? before)?.entity as Entity | undefined;
  const decoder = entity !== undefined && Object.hasOwn(decoders, entity) ? decoders[entity] : undefined;
  if (after !== undefined) return decoder?.written?.(after, before, sequence);
  return before === undefined ? undefined : decoder?.removed?.(before, sequence);
}

/** What a write changed; `before` is absent for a new record. */
export function changeOf<T>(after: Item, before: Item | undefined, read: (item: Item) => T): { before?: T; after: T } {
  return before === undefined ? { after: read(after) } : { before: read(before), after: read(after) };
}
