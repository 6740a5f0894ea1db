import type { CampaignStore } from '#domain/engage/campaign/campaign';
import { liveRulesOf } from '#domain/engage/campaign/campaign-rules';
import { hasBegun, moveCampaign } from '#domain/engage/campaign/campaign-state';
import type { Clock } from '#domain/kernel/clock';
import type { RuleStore } from '#domain/targeting/rule/live-rule';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { CampaignJob } from '#events/evaluate-job';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type CampaignTimePorts = {
  campaigns: CampaignStore;
  rules: Pick<RuleStore, 'load'>;
  workspaces: Pick<WorkspaceStore, 'get'>;
  clock: Clock;
};

/** Takes a campaign of which an instant was due; begins or ends it if that is so. Safe to repeat, early or late. */
export async function keepTime(ports: CampaignTimePorts, job: CampaignJob): Promise<void> {
  const { workspaceId, campaignId } = job;
  const now = Math.max(ports.clock.now(), job.asOf);
  await retryOnConflict(async () => {
    const before = await ports.campaigns.get(workspaceId, campaignId);
    if (before === undefined || (before.state !== 'live' && before.state !== 'paused')) return;
    if (before.endsAt !== null && before.endsAt <= now) {
      const remove = liveRulesOf(before, 'UTC').map(({ id }) => id);
      return await ports.campaigns.move(before, moveCampaign(before, 'stop', now), { put: [], remove }, []);
    }
    if (before.state !== 'live' || !hasBegun(before, now)) return;
    const { rules } = await ports.rules.load(workspaceId);
    if (rules.some(({ id }) => id === campaignId)) return;
    const workspace = await ports.workspaces.get(workspaceId);
    const after = { ...before, updatedAt: now };
    await ports.campaigns.move(
      before,
      after,
      { put: liveRulesOf(after, workspace?.timezone ?? 'UTC'), remove: [] },
      [],
    );
  });
}
