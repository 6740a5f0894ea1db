import type { Campaign } from '#domain/engage/campaign/campaign';
import type { Clock } from '#domain/kernel/clock';
import type { EventStore } from '#domain/people/event/event-store';
import { compileRule } from '#domain/targeting/rule/compile-rule';
import { streamsOf } from '#domain/targeting/rule/stream';
import type { Subject } from '#domain/targeting/rule/subject';
import { type SubjectPorts, subjectOf, withMissingStreams } from '../targeting/rule-subjects.ts';

export type Judgement = { audienceHolds: boolean; goalMet: boolean; exitMet: boolean };

export type CampaignCase = {
  campaign: Campaign;
  subject: Pick<Subject, 'contact' | 'profile'>;
  /** Of the workspace. */
  timezone: string;
  /** When the contact was found to belong to the audience, in ms. */
  decidedAt: number;
};

/**
 * Takes a campaign and a contact who entered it; returns what its rules say of the contact at this moment. The
 * audience holds unless new data contradict it, now and for the instant of the decision: time that passed
 * in a queue alone costs nobody a mail.
 */
export async function judgeCampaign(
  ports: SubjectPorts & { events: EventStore; clock: Clock },
  { campaign, subject, timezone, decidedAt }: CampaignCase,
): Promise<Judgement> {
  const now = ports.clock.now();
  const audience = compileRule(campaign.audience, { timezone });
  const goal = campaign.goal === null ? undefined : compileRule(campaign.goal, { timezone });
  const exit = campaign.exit === null ? undefined : compileRule(campaign.exit, { timezone });
  const rules = [audience, goal, exit].flatMap((rule) => (rule === undefined ? [] : [{ rule }]));
  const streams = streamsOf(rules.flatMap(({ rule }) => rule.streams));
  const [profile, known] = await Promise.all([
    withMissingStreams(ports, subject.profile, { streams, now }),
    subjectOf(ports, { workspaceId: campaign.workspaceId, rules }, subject.contact),
  ]);
  const complete = { ...known, profile };
  return {
    audienceHolds: audience.evaluate(complete, now) || audience.evaluate(complete, decidedAt),
    goalMet: goal?.evaluate(complete, now) ?? false,
    exitMet: exit?.evaluate(complete, now) ?? false,
  };
}
