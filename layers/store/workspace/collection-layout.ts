import * as z from 'zod';
import type { Collection, Fields, Kept } from '#domain/workspace/collection/collection';
import type { Entity } from '../table/access-pattern.ts';
import { codec, json } from '../table/codec.ts';
import type { CollectionLayout } from '../table/workspace-collection.ts';
import { collectionKeys } from './collection-keys.ts';

const KeptItem = z.object({
  id: z.string(),
  workspaceId: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  correlationId: z.string(),
  version: z.number(),
});

/** Takes a collection; returns the common layout of its records: what every record has as attributes, its own fields as JSON. */
export function layoutOf<F extends Fields>(collection: Collection<F, Entity>): CollectionLayout<F & Kept> {
  const { noun, fields, uniqueNames, order } = collection;
  const keys = collectionKeys(noun);
  const stored = KeptItem.extend({ fields: json.pipe(fields) }).transform(
    ({ fields: own, ...kept }) => ({ ...own, ...kept }) as F & Kept,
  );
  return {
    codec: codec<F & Kept>(noun, stored, (record) => ({
      ...KeptItem.parse(record),
      fields: JSON.stringify(fields.parse(record)),
    })),
    key: keys.key,
    all: keys.all,
    ...(uniqueNames ? { names: { entity: 'collection-name' as const, key: keys.name, holder: 'id' } } : {}),
    order: {
      place: (record) => keys.place({ ...record, order: order.by(record) }),
      places: keys.places,
      newestFirst: order.newestFirst,
    },
  };
}
