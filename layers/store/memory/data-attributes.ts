import type { DataAttribute, DataAttributeStore } from '#domain/attribute/data-attribute';
import { dataAttributeKey } from '../keys/attribute-keys.ts';
import { copy, stale } from './snapshot.ts';

/** Returns data attributes kept in memory. */
export function memoryDataAttributeStore(): DataAttributeStore {
  const attributes = new Map<string, DataAttribute>();
  const place = (attribute: DataAttribute) => {
    const { partition, sort } = dataAttributeKey(attribute);
    return `${partition} ${sort}`;
  };
  return {
    async create(attribute) {
      if (attributes.has(place(attribute))) throw stale();
      attributes.set(place(attribute), copy(attribute));
    },
    async update(attribute) {
      if (attributes.get(place(attribute))?.id !== attribute.id) throw stale();
      attributes.set(place(attribute), copy(attribute));
    },
    async list(workspaceId) {
      return [...attributes.values()]
        .filter((attribute) => attribute.workspaceId === workspaceId)
        .sort((a, b) => (place(a) < place(b) ? -1 : 1))
        .map(copy);
    },
  };
}
