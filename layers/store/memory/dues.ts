import type { DueEntry, DueStore } from '#domain/kernel/due';
import { dueKey, dueShard } from '../kernel/due-keys.ts';
import { copy } from './snapshot.ts';

/** Returns timers kept in memory. */
export function memoryDueStore(): DueStore {
  const entries = new Map<string, DueEntry>();
  const addressOf = (entry: DueEntry) => `${dueKey(entry).partition} ${dueKey(entry).sort}`;
  const inOrder = (workspaceId: string) =>
    [...entries]
      .filter(([, entry]) => entry.workspaceId === workspaceId)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, entry]) => entry);
  return {
    async arm(entry) {
      entries.set(addressOf(entry), copy(entry));
    },
    async listDue(workspaceId, shard, now, limit) {
      const due = inOrder(workspaceId).filter(({ subjectId, at }) => dueShard(subjectId) === shard && at <= now);
      return copy(due.slice(0, limit));
    },
    async remove(removed) {
      for (const entry of removed) entries.delete(addressOf(entry));
    },
    async nextAfter(workspaceId, after) {
      const instants = inOrder(workspaceId).flatMap(({ at }) => (at > after ? [at] : []));
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
  };
}
