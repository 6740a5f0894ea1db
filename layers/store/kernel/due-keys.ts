import { DUE_SHARDS } from '#domain/kernel/due';
import { accessPattern } from '../table/access-pattern.ts';
import { encodeInstant, shardOf, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const dueKey = accessPattern(
  { entity: 'due', serves: 'arming and removing a timer' },
  (at: InWorkspace & { at: number; kind: string; subjectId: string }) =>
    one(entries(at, dueShard(at.subjectId)), `${encodeInstant(at.at)}#${text(at.kind)}#${text(at.subjectId)}`),
);
export const due = accessPattern(
  { entity: 'due', serves: 'tick: everything due, one range a shard, however long the outage was' },
  (at: InWorkspace & { shard: number }) => all(entries(at, at.shard)),
);
const entries = (at: InWorkspace, shard: number) => `${workspacePartition(at)}#DUE#${shard}`;

/** Takes the id of what is due; returns its shard, 0 to DUE_SHARDS - 1. */
export function dueShard(subjectId: string): number {
  return shardOf(subjectId, DUE_SHARDS);
}

/** Takes two instants in ms, both included; returns the range of due entries between them. */
export function dueRange(from: number, to: number): { from: string; to: string } {
  // The dollar sign follows the separator in ASCII, so the range holds every entry of its last instant.
  return { from: encodeInstant(from), to: `${encodeInstant(to)}$` };
}
