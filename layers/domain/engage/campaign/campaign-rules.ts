import type { LiveRule } from '../../targeting/rule/live-rule.ts';
import type { Rule } from '../../targeting/rule/rule.ts';
import type { Campaign } from './campaign.ts';
import { programOf } from './program.ts';

/** A rule of a campaign beside its audience, with the field that it was written in. */
export type KeyedRule = { key: string; rule: Rule; field: string };

/**
 * Takes a campaign; returns the rules that are watched for those who are in it: its goal and exit, and what its messages and
 * waits ask. None where nobody stays in it.
 */
export function watchedRulesOf(campaign: Campaign): KeyedRule[] {
  if (leavesNoTrace(campaign)) return [];
  const { goal, exit, messages, steps } = campaign;
  const waits = steps === null ? [] : [...programOf(steps).nodes.values()];
  return [
    ...(goal === null ? [] : [{ key: 'goal', rule: goal.rule, field: 'goal' }]),
    ...(exit === null ? [] : [{ key: 'exit', rule: exit, field: 'exit' }]),
    ...messages.flatMap(({ id, audience }, index) =>
      audience === undefined ? [] : [{ key: id, rule: audience, field: `messages[${index}].audience` }],
    ),
    ...waits.flatMap((node) =>
      node.kind === 'wait_for' ? [{ key: node.id, rule: node.rule, field: `step ${node.id}` }] : [],
    ),
  ];
}

/**
 * Takes a campaign; returns whether its runs are over in the instant in which they begin and nothing is asked of them later:
 * its deliveries are all there is to know, and no run is stored.
 */
export function leavesNoTrace({ messages, steps, goal, control, reentry, schedule }: Campaign): boolean {
  const [message, another] = messages;
  const isOne = steps === null && message !== undefined && message.audience === undefined && another === undefined;
  const comesBackFreely = reentry === 'once' || reentry === 'always';
  return isOne && goal === null && control === 0 && comesBackFreely && (schedule === null || 'at' in schedule);
}

/** Takes a campaign's id and the key of one of its rules; returns the id of the live rule. */
export function watchedRuleId(campaignId: string, key: string): string {
  return `${campaignId}:${key}`;
}

/** Takes the id of a live rule; returns the campaign and the key that it watches for, or undefined for an audience or a segment. */
export function watchOf(ruleId: string): { campaignId: string; key: string } | undefined {
  const colon = ruleId.indexOf(':');
  return colon === -1 ? undefined : { campaignId: ruleId.slice(0, colon), key: ruleId.slice(colon + 1) };
}

/** Takes a campaign that is live and the workspace's zone; returns its live rules: the audience, and what is watched for. */
export function liveRulesOf(campaign: Campaign, timezone: string): LiveRule[] {
  const common = {
    workspaceId: campaign.workspaceId,
    purpose: 'campaign' as const,
    version: campaign.version,
    timezone,
    startedAt: campaign.startedAt ?? campaign.updatedAt,
    enroll: campaign.enroll,
  };
  return [
    { ...common, id: campaign.id, rule: campaign.audience },
    ...watchedRulesOf(campaign).map(({ key, rule }) => ({
      ...common,
      id: watchedRuleId(campaign.id, key),
      rule,
      watched: true,
    })),
  ];
}
