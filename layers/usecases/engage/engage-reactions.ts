import type { Fact } from '#domain/fact';
import type { LiveRules } from '../targeting/live-rules.ts';
import { type EntryPorts, enterCampaigns } from './enter-campaigns.ts';
import { type RecallPorts, recallRefusals } from './recall-refusals.ts';

export type EngageReactionPorts = EntryPorts & RecallPorts & { liveRules: Pick<LiveRules, 'isSegment'> };

/**
 * Takes a fact; has whoever entered a campaign by it sent what the campaign says, and tells who has a new address what is known
 * of that. Safe to repeat, early or late.
 */
export async function reactInEngage(ports: EngageReactionPorts, fact: Fact): Promise<void> {
  if (fact.kind === 'contact-written') return await recallRefusals(ports, fact.before, fact.after);
  if (fact.kind !== 'profile-decided') return;
  const { workspaceId, transitions } = fact.profile;
  // Spares a read of a campaign that is none.
  const others = transitions.filter(({ ruleId }) => !ports.liveRules.isSegment(workspaceId, ruleId));
  if (others.length > 0) await enterCampaigns(ports, { ...fact.profile, transitions: others });
}
