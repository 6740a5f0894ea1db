import type { EventNameStore, EventNames } from '#domain/people/event/event-name';
import { copy, stale } from './snapshot.ts';

/** Returns event names kept in memory. */
export function memoryEventNameStore(): EventNameStore {
  const stored = new Map<string, EventNames>();
  const get = (workspaceId: string) => copy(stored.get(workspaceId) ?? { workspaceId, names: [], version: 0 });
  return {
    async get(workspaceId) {
      return get(workspaceId);
    },
    async save(names) {
      if (get(names.workspaceId).version !== names.version) throw stale();
      stored.set(names.workspaceId, copy({ ...names, version: names.version + 1 }));
    },
  };
}
