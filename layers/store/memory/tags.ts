import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { MemoryActivities } from './activities.ts';
import { address, copy, stale } from './snapshot.ts';

/** Takes the log of what is done; returns tags kept in memory, with the same rules as in the table. */
export function memoryTagStore(log: Pick<MemoryActivities, 'record'>): TagStore {
  const tags = new Map<string, Tag>();
  const get = (workspaceId: string, tagId: string) => tags.get(address(workspaceId, tagId));
  const ofWorkspace = (workspaceId: string) => [...tags.values()].filter((tag) => tag.workspaceId === workspaceId);
  const named = (workspaceId: string, name: string) =>
    ofWorkspace(workspaceId).find((tag) => tag.name.toLowerCase() === name.toLowerCase());
  const write = (tag: Tag) => tags.set(address(tag.workspaceId, tag.id), copy(tag));
  const refuse = ({ workspaceId, id, name }: Tag) => {
    const holder = named(workspaceId, name);
    if (holder !== undefined && holder.id !== id) throw stale();
  };
  return {
    async create(tag) {
      refuse(tag);
      if (get(tag.workspaceId, tag.id) !== undefined) throw stale();
      write(tag);
    },
    async get(workspaceId, tagId) {
      return copy(get(workspaceId, tagId));
    },
    async getMany(workspaceId, tagIds) {
      return [...new Set(tagIds)].flatMap((tagId) => copy(get(workspaceId, tagId)) ?? []);
    },
    async findByName(workspaceId, name) {
      return copy(named(workspaceId, name));
    },
    async list(workspaceId) {
      return ofWorkspace(workspaceId)
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map(copy);
    },
    async rename(before, after) {
      if (get(before.workspaceId, before.id)?.version !== before.version) throw stale();
      refuse(after);
      write({ ...after, version: before.version + 1 });
    },
    async remove(tag, recorded) {
      if (get(tag.workspaceId, tag.id)?.version !== tag.version) throw stale();
      tags.delete(address(tag.workspaceId, tag.id));
      log.record(recorded);
    },
  };
}
