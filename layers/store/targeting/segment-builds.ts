import * as z from 'zod';
import type { MemberList } from '#domain/targeting/segment/segment';
import type { SegmentBuildStore, ShardProgress } from '#domain/targeting/segment/segment-store';
import { codec } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { segmentBuild, segmentBuildKey } from './segment-keys.ts';

/** A build takes minutes; what it reported is worth nothing once it is over. */
const KEPT_MS = 30 * 86_400_000;

const progressCodec = codec<ShardProgress>(
  'segment-build',
  z.object({ done: z.number(), total: z.number(), finished: z.boolean() }),
);

/** Takes the table and the present instant in ms; returns how far builds are. */
export function segmentBuildStore(table: Table, now: () => number = Date.now): SegmentBuildStore {
  return {
    async report(list, shard, progress) {
      const at = [segmentBuildKey({ ...addressOf(list), shard })];
      await table.put(progressCodec.toItem(progress, { at, expiresAt: now() + KEPT_MS }));
    },
    async progress(list) {
      const found: ShardProgress[] = [];
      for await (const item of table.walk({ in: segmentBuild(addressOf(list)), consistent: true }))
        found.push(progressCodec.fromItem(item));
      return found;
    },
  };
}

const addressOf = ({ workspaceId, segmentId, version }: MemberList) => ({
  workspaceId,
  segmentId,
  segmentVersion: version,
});
