import type { DataAttribute, DataAttributeStore } from '#domain/people/data-attribute/data-attribute';
import { dataAttributeKey } from '../people/data-attribute-keys.ts';
import type { MemoryActivities } from './activities.ts';
import { copy, stale } from './snapshot.ts';

/** Takes the log of what is done; returns data attributes kept in memory. */
export function memoryDataAttributeStore(log: Pick<MemoryActivities, 'record'>): DataAttributeStore {
  const attributes = new Map<string, DataAttribute>();
  const place = (attribute: DataAttribute) => {
    const { partition, sort } = dataAttributeKey(attribute);
    return `${partition} ${sort}`;
  };
  return {
    async create(attribute, recorded) {
      if (attributes.has(place(attribute))) throw stale();
      attributes.set(place(attribute), copy(attribute));
      log.record(recorded);
    },
    async update(attribute, recorded) {
      if (attributes.get(place(attribute))?.id !== attribute.id) throw stale();
      attributes.set(place(attribute), copy(attribute));
      log.record(recorded);
    },
    async list(workspaceId) {
      return [...attributes.values()]
        .filter((attribute) => attribute.workspaceId === workspaceId)
        .sort((a, b) => (place(a) < place(b) ? -1 : 1))
        .map(copy);
    },
  };
}
