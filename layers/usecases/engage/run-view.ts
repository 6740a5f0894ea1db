import type { Campaign } from '#domain/engage/campaign/campaign';
import { watchedRulesOf } from '#domain/engage/campaign/campaign-rules';
import { programOf } from '#domain/engage/campaign/program';
import type { RunView } from '#domain/engage/run/run-decision';
import type { Contact } from '#domain/people/contact/contact';
import { zoneOf } from '#domain/people/contact/contact-zone';
import type { Profile } from '#domain/targeting/profile/profile';
import { type CompiledRule, compileRule } from '#domain/targeting/rule/compile-rule';
import type { Rule } from '#domain/targeting/rule/rule';
import { streamsOf } from '#domain/targeting/rule/stream';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { EvaluationPorts } from '../targeting/evaluation.ts';
import { subjectOf, withMissingStreams } from '../targeting/rule-subjects.ts';

/** What a run's next steps depend on, beside its campaign. */
export type Asked = { contact: Contact; profile: Profile; view: Omit<RunView, 'fired'> };

export type ViewPorts = Pick<EvaluationPorts, 'contacts' | 'profiles' | 'events' | 'companies'> & {
  workspaces: Pick<WorkspaceStore, 'get'>;
};

/** Takes a campaign, a contact in it and the present instant in ms; returns what its rules say of the contact, or undefined if that is gone. */
export async function askedOf(
  ports: ViewPorts,
  campaign: Campaign,
  contactId: string,
  now: number,
): Promise<Asked | undefined> {
  const { workspaceId } = campaign;
  const [contact, profile, workspace] = await Promise.all([
    ports.contacts.get(workspaceId, contactId),
    ports.profiles.get(workspaceId, contactId),
    ports.workspaces.get(workspaceId),
  ]);
  if (contact === undefined) return undefined;
  const timezone = workspace?.timezone ?? 'UTC';
  const compiled = new Map<Rule, CompiledRule>(
    rulesIn(campaign).map((rule) => [rule, compileRule(rule, { timezone })]),
  );
  const rules = [...compiled.values()].map((rule) => ({ rule }));
  const streams = streamsOf(rules.flatMap(({ rule }) => rule.streams));
  const [complete, known] = await Promise.all([
    withMissingStreams(ports, profile, { streams, now }),
    subjectOf(ports, { workspaceId, rules }, contact),
  ]);
  const subject = { ...known, profile: complete };
  const ready = (rule: Rule) => compiled.get(rule) ?? compileRule(rule, { timezone });
  return {
    contact,
    profile,
    view: {
      now,
      timezone: zoneOf(contact, timezone),
      holds: (rule) => ready(rule).evaluate(subject, now),
      holdsSince: (rule, since) => ready(rule).evaluate(subject, now) && (ready(rule).newest(subject) ?? 0) > since,
    },
  };
}

/** Every rule that decides about a run. */
function rulesIn(campaign: Campaign): Rule[] {
  const nodes = campaign.steps === null ? [] : [...programOf(campaign.steps).nodes.values()];
  return [
    campaign.audience,
    ...watchedRulesOf(campaign).map(({ rule }) => rule),
    ...(campaign.exit === null ? [] : [campaign.exit]),
    ...nodes.flatMap((node) => (node.kind === 'if' ? [node.rule] : [])),
  ];
}
