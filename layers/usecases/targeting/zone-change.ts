import type { Clock } from '#domain/kernel/clock';
import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { asksLocalDays } from '#domain/targeting/rule/local-days';
import { changeSegment } from '#domain/targeting/segment/change-segment';
import type { SegmentStore } from '#domain/targeting/segment/segment-store';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type ZoneChangePorts = {
  workspaces: Pick<WorkspaceStore, 'get'>;
  rules: RuleStore;
  segments: Pick<SegmentStore, 'get' | 'save'>;
  clock: Clock;
};

/**
 * Takes a workspace whose time zone has changed; gives its live rules that count local days the zone it has now. The
 * audience of a campaign is evaluated anew by that write, and of a segment a new version is built. Safe to repeat.
 */
export async function followZone(ports: ZoneChangePorts, workspaceId: string, correlationId: string): Promise<void> {
  const workspace = await ports.workspaces.get(workspaceId);
  if (workspace === undefined) return;
  const { timezone } = workspace;
  const isBehind = (live: LiveRule) => live.timezone !== timezone && asksLocalDays(live.rule);
  const { rules } = await ports.rules.load(workspaceId);
  for (const { id, purpose, replaces } of rules.filter(isBehind)) {
    await retryOnConflict(async () => {
      // Each write moves the stamp: a rule that was stopped in between must not come back.
      const { rules: present, stamp } = await ports.rules.load(workspaceId);
      const live = present.find((each) => each.id === id);
      if (live === undefined || !isBehind(live)) return;
      if (purpose === 'campaign') return await ports.rules.put({ ...live, timezone }, stamp);
      const before = await ports.segments.get(workspaceId, replaces ?? id);
      if (before === undefined) return;
      const rule = (before.building ?? before.serving)?.rule;
      const after = changeSegment(before, { rule }, timezone, { at: ports.clock.now(), correlationId });
      if (after !== before) await ports.segments.save({ before, after, stamp });
    });
  }
}
