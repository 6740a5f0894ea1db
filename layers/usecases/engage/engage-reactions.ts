import { leavesNoTrace } from '#domain/engage/campaign/campaign-rules';
import type { Fact, FactOf } from '#domain/fact';
import type { LiveRules } from '../targeting/live-rules.ts';
import { type CampaignRunPorts, planCampaignRuns } from './campaign-runs.ts';
import { enterCampaigns } from './enter-campaigns.ts';
import { type RecallPorts, recallRefusals } from './recall-refusals.ts';

export type EngageReactionPorts = CampaignRunPorts & RecallPorts & { liveRules: Pick<LiveRules, 'isSegment'> };

/**
 * Takes a fact; has whoever entered a campaign by it sent what the campaign says, takes on those who waited for it, and tells
 * who has a new address what is known of that. Safe to repeat, early or late.
 */
export async function reactInEngage(ports: EngageReactionPorts, fact: Fact): Promise<void> {
  switch (fact.kind) {
    case 'contact-written':
      return await recallRefusals(ports, fact.before, fact.after);
    case 'profile-decided': {
      const { workspaceId, transitions } = fact.profile;
      // Spares a read of a campaign that is none.
      const others = transitions.filter(({ ruleId }) => !ports.liveRules.isSegment(workspaceId, ruleId));
      if (others.length > 0) await enterCampaigns(ports, { ...fact.profile, transitions: others });
      return;
    }
    case 'live-rule-written':
    case 'live-rule-removed':
      return await followCampaign(ports, fact);
    default:
  }
}

/** Its audience stands for a campaign: that is written when it starts, goes on or is edited, and removed when it pauses or ends. */
async function followCampaign(
  ports: EngageReactionPorts,
  { rule }: FactOf<'live-rule-written'> | FactOf<'live-rule-removed'>,
): Promise<void> {
  const { workspaceId, id: campaignId, version } = rule;
  if (rule.purpose !== 'campaign' || rule.watched) return;
  const campaign = await ports.campaigns.get(workspaceId, campaignId);
  if (campaign === undefined || campaign.state === 'paused' || leavesNoTrace(campaign)) return;
  const correlationId = `campaign-${campaignId}-${version}`;
  await planCampaignRuns(ports, { workspaceId, campaignId, correlationId }, ['postponed', 'active', 'finished']);
}
