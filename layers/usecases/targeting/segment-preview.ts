import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Warning } from '#domain/kernel/warning';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { EventStore } from '#domain/people/event/event-store';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { type CompiledRuleSet, compileRuleSet } from '#domain/targeting/rule/compiled-rule-set';
import { decideMemberships } from '#domain/targeting/rule/decide-memberships';
import type { RuleStore } from '#domain/targeting/rule/live-rule';
import { parseRule } from '#domain/targeting/rule/parse-rule';
import type { Rule } from '#domain/targeting/rule/rule';
import { assertSegmentsExist } from '#domain/targeting/rule/segment-references';
import type { ContactCensus, SegmentStore } from '#domain/targeting/segment/segment-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { subjectsOf, withMissingStreams } from './rule-subjects.ts';
import { type NamePorts, warnOfRules } from './rule-warnings.ts';

export type PreviewPorts = NamePorts & {
  segments: SegmentStore;
  rules: RuleStore;
  contacts: Pick<ContactStore, 'getMany'>;
  profiles: Pick<ProfileStore, 'getMany'>;
  companies: CompanyStore;
  events: EventStore;
  census: Pick<ContactCensus, 'sample'>;
  workspaces: Pick<WorkspaceStore, 'get'>;
  clock: Clock;
};

/** Contacts that one preview reads with their profiles: about 2 read units each. All there are, up to this many. */
const MAX_EXAMINED = 1_000;

/** The same where a rule asks for what profiles do not remember, so that each contact's events are read too. */
const MAX_WITH_EVENTS = 200;

/** Contacts of one batch read. */
const CHUNK = 100;

/** Of those found, how many are shown. */
const SHOWN = 10;

export type Outcome = { at: number; count: number; contacts: Contact[] };

export type Preview = {
  /** Whether counts are projected from the examined to all. */
  estimate: boolean;
  examined: number;
  total: number;
  now: Outcome;
  future: Outcome | null;
  warnings: Warning[];
};

/** The rule that is tried, beside the live ones. No rule has such an id. */
const TRIED = 'preview';

/**
 * Takes a rule, or a segment whose rule is meant, and an instant to come (ms) or none; returns who it means now and
 * who it will mean then if nothing but time happens: how many, and some of them. Evaluates an even sample if there are
 * more than 1,000 contacts. Changes nothing.
 * @throws not_found, unprocessable for what is wrong in the rule, bad_request for an instant that has passed, or
 * conflict while a segment that the rule refers to is being built for the first time
 */
export async function previewSegment(
  ports: PreviewPorts,
  { workspaceId }: StaffActor,
  asked: { segmentId?: string | undefined; rule?: unknown; at?: number | undefined },
): Promise<Preview> {
  const now = ports.clock.now();
  if (asked.at !== undefined && asked.at < now)
    throw new Failure('bad_request', 'The instant has passed', { field: 'at' });
  const segment = asked.segmentId === undefined ? undefined : await ports.segments.get(workspaceId, asked.segmentId);
  if (asked.segmentId !== undefined && segment === undefined) throw new Failure('not_found', 'Resource Not Found');
  const own = (segment?.building ?? segment?.serving)?.rule;
  const rule = asked.rule === undefined && own !== undefined ? own : parseRule(asked.rule);
  const rules = await rulesWith(ports, workspaceId, rule);
  const moments = asked.at === undefined ? [now] : [now, asked.at];
  const [{ found, examined, total }, warnings] = await Promise.all([
    examine(ports, rules, moments),
    warnOfRules(ports, workspaceId, [{ path: 'rule', rule }]),
  ]);
  const outcome = (index: number, at: number): Outcome => {
    const members = found[index] ?? [];
    const count = examined === 0 ? 0 : Math.round((members.length * total) / examined);
    return { at, count, contacts: members.slice(0, SHOWN) };
  };
  return {
    estimate: examined < total,
    examined,
    total,
    now: outcome(0, now),
    future: asked.at === undefined ? null : outcome(1, asked.at),
    warnings,
  };
}

async function rulesWith(
  { rules, workspaces }: PreviewPorts,
  workspaceId: string,
  rule: Rule,
): Promise<CompiledRuleSet> {
  const [live, workspace] = await Promise.all([rules.load(workspaceId), workspaces.get(workspaceId)]);
  assertSegmentsExist(live, rule);
  const tried = {
    id: TRIED,
    workspaceId,
    purpose: 'segment' as const,
    version: 1,
    rule,
    timezone: workspace?.timezone ?? 'UTC',
    startedAt: 0,
    enroll: 'existing_and_future' as const,
  };
  // Campaigns have no part in it: nothing refers to them.
  const segments = live.rules.filter(({ purpose, replaces }) => purpose === 'segment' && replaces === undefined);
  const compiled = compileRuleSet({ ...live, rules: [...segments, tried] });
  if (compiled.held.some(({ id }) => id === TRIED))
    throw new Failure('conflict', 'A segment that the rule refers to is still being built', { field: 'rule' });
  return compiled;
}

async function examine(ports: PreviewPorts, rules: CompiledRuleSet, moments: number[]) {
  const tried = rules.rules.find(({ id }) => id === TRIED);
  const most = (tried?.rule.streams.length ?? 0) > 0 ? MAX_WITH_EVENTS : MAX_EXAMINED;
  const { total, contactIds } = await ports.census.sample(rules.workspaceId, most);
  const found = moments.map((): Contact[] => []);
  const chunks: string[][] = [];
  for (let start = 0; start < contactIds.length; start += CHUNK) chunks.push(contactIds.slice(start, start + CHUNK));
  let examined = 0;
  await forEachConcurrently(chunks, async (ids) => {
    const contacts = await ports.contacts.getMany(rules.workspaceId, ids);
    const profiles = await ports.profiles.getMany(rules.workspaceId, ids);
    const byId = new Map(profiles.map((profile) => [profile.contactId, profile]));
    examined += contacts.length;
    for (const subject of await subjectsOf(ports, rules, contacts)) {
      const known = byId.get(subject.contact.id);
      if (known === undefined) continue;
      const profile = await withMissingStreams(ports, known, { streams: rules.streams, now: moments[0] ?? 0 });
      for (const [index, now] of moments.entries()) {
        // As an evaluator that comes at that instant would decide, going through every change on the way.
        const decided = decideMemberships({ ...subject, profile, rules, now, correlationId: TRIED });
        if (decided.profile.memberships[TRIED]?.member) found[index]?.push(subject.contact);
      }
    }
  });
  return { found, examined, total: Math.max(total, examined) };
}
