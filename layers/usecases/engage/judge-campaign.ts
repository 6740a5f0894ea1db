import type { Campaign } from '#domain/engage/campaign/campaign';
import type { Clock } from '#domain/kernel/clock';
import type { EventStore } from '#domain/people/event/event-store';
import { compileRule } from '#domain/targeting/rule/compile-rule';
import type { Rule } from '#domain/targeting/rule/rule';
import { streamsOf } from '#domain/targeting/rule/stream';
import type { Subject } from '#domain/targeting/rule/subject';
import { type SubjectPorts, subjectOf, withMissingStreams } from '../targeting/rule-subjects.ts';

export type Judgement = { audienceHolds: boolean; goalMet: boolean; exitMet: boolean };

export type CampaignCase = {
  campaign: Campaign;
  /** Who the message is for, if not for everybody in the campaign. */
  messageAudience: Rule | undefined;
  /** Whether it was decided when the contact entered: then the campaign's audience is asked as well. */
  onEntry: boolean;
  subject: Pick<Subject, 'contact' | 'profile'>;
  /** Of the workspace. */
  timezone: string;
  /** When the contact was found to belong to the audience, in ms. */
  decidedAt: number;
};

/**
 * Takes a campaign and a contact who is in it; returns what its rules say of the contact at this moment. Whom the campaign and
 * the message mean is asked anew, for now and for the instant of the decision: new data count, time that passed in a queue
 * alone costs nobody a mail. Who is on the way has left the campaign's audience, often, by doing what it asks for.
 */
export async function judgeCampaign(
  ports: SubjectPorts & { events: EventStore; clock: Clock },
  { campaign, messageAudience, onEntry, subject, timezone, decidedAt }: CampaignCase,
): Promise<Judgement> {
  const now = ports.clock.now();
  const audiences = [...(onEntry ? [campaign.audience] : []), ...(messageAudience ? [messageAudience] : [])].map(
    (rule) => compileRule(rule, { timezone }),
  );
  const goal = campaign.goal === null ? undefined : compileRule(campaign.goal.rule, { timezone });
  const exit = campaign.exit === null ? undefined : compileRule(campaign.exit, { timezone });
  const rules = [...audiences, goal, exit].flatMap((rule) => (rule === undefined ? [] : [{ rule }]));
  const streams = streamsOf(rules.flatMap(({ rule }) => rule.streams));
  const [profile, known] = await Promise.all([
    withMissingStreams(ports, subject.profile, { streams, now }),
    subjectOf(ports, { workspaceId: campaign.workspaceId, rules }, subject.contact),
  ]);
  const complete = { ...known, profile };
  return {
    audienceHolds: audiences.every((rule) => rule.evaluate(complete, now) || rule.evaluate(complete, decidedAt)),
    goalMet: goal?.evaluate(complete, now) ?? false,
    exitMet: exit?.evaluate(complete, now) ?? false,
  };
}
