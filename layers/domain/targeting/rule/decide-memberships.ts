import { LAST_INSTANT } from '../../kernel/instant.ts';
import type { Membership, Profile, Transition } from '../profile/profile.ts';
import type { CompiledLiveRule, CompiledRuleSet } from './compiled-rule-set.ts';
import type { Subject } from './subject.ts';

/** A timer that fires up to this much before the instant it was armed for came from a faster clock, and is spent. */
const CLOCK_SKEW_MS = 60_000;

/** Changes by time that one decision steps through after an outage; what remains is decided as of now. */
const MAX_STEPS = 100;

/** What is known of one contact when it is to be decided who it belongs to. */
export type DecisionInput = Subject & {
  /** In dependency order, from `compileRuleSet`. */
  rules: CompiledRuleSet;
  /** In ms. */
  now: number;
  /** Of the request or tick that made the decision necessary. */
  correlationId: string;
  /** Whether the contact's timer fired, so that its entry in the due index is gone. */
  timerFired?: boolean;
};

export type Decision = {
  /** With memberships, `armedAt` and the transitions of this decision alone. */
  profile: Profile;
  /** Whether flags or timer changed, so that the profile must be saved. The caller saves it too if it folded events. */
  changed: boolean;
  /** The instant to write into the due index before the profile is saved; null if the index needs no write. */
  arm: number | null;
};

/**
 * Takes a contact with its profile (events folded, no stream missing) and the live rules; returns who it
 * belongs to now and when to look again. Changes that time alone has made since the armed instant are gone
 * through one by one, so that each has its exact instant however late the timer is.
 *
 * A rule that sees the contact for the first time sets its flag; being a member then counts as entering if the
 * rule enrols existing members or the contact was created after the rule started. Memberships of rules that are
 * no longer live are dropped with the next write. A non-member of a rule that enrols everyone has no row, and who has no row
 * of a watched rule is not asked.
 *
 * The one timer is lazy: if the armed instant comes before the next change, it stays, and nothing is written.
 */
export function decideMemberships(input: DecisionInput): Decision {
  const { profile, now } = input;
  const memberships = { ...profile.memberships };
  const state: Pass = {
    subject: { ...input, profile: { ...profile, memberships } },
    memberships,
    transitions: [],
    dirty: false,
  };

  let t = profile.armedAt !== null && profile.armedAt > 0 ? Math.min(profile.armedAt, now) : now;
  let next = evaluateAll(state, input, t);
  for (let step = 0; t < now; step += 1) {
    t = step < MAX_STEPS ? Math.min(next, now) : now;
    next = evaluateAll(state, input, t);
  }

  const due = next > LAST_INSTANT ? null : next;
  const timer = decideTimer(profile.armedAt, due, now, input.timerFired === true);
  const decided = {
    ...profile,
    memberships: onlyLive(memberships, input.rules),
    transitions: state.transitions,
    armedAt: timer.armedAt,
    correlationId: input.correlationId,
  };
  return { profile: decided, changed: state.dirty || timer.armedAt !== profile.armedAt, arm: timer.arm };
}

type Pass = {
  subject: Subject;
  /** The working copy, which the subject's profile shares: later rules read the segments decided before them. */
  memberships: Record<string, Membership>;
  transitions: Transition[];
  dirty: boolean;
};

/** Decides every rule as of `t`; returns the earliest instant at which any may change. */
function evaluateAll(pass: Pass, { contact, rules, now }: DecisionInput, t: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const live of rules.rules) {
    const row = Object.hasOwn(pass.memberships, live.id) ? pass.memberships[live.id] : undefined;
    if (live.watched) {
      if (row !== undefined && t >= row.since) next = Math.min(next, watch(pass, live, row, t));
      continue;
    }
    if (t < now && (t < live.startedAt || isFirstSight(live, row))) continue;
    const outlook = live.rule.look(pass.subject, t);
    next = Math.min(next, Math.abs(outlook));
    settle(pass, live, row, outlook > 0, t, contact.createdAt);
  }
  return next;
}

/**
 * A watched rule that begins to hold, or that held and of which an event has happened since, is told, and asked no more.
 * Returns the next instant at which it may change.
 */
function watch(pass: Pass, live: CompiledLiveRule, row: Membership, t: number): number {
  const outlook = live.rule.look(pass.subject, t);
  const member = outlook > 0;
  const begins = member && (!row.member || (live.rule.newest(pass.subject) ?? 0) > row.since);
  if (begins) {
    delete pass.memberships[live.id];
    pass.transitions.push({ ruleId: live.id, entered: true, entry: row.entries, at: t });
  } else if (row.member !== member) pass.memberships[live.id] = { ...row, member };
  pass.dirty ||= begins || row.member !== member;
  return begins ? Number.POSITIVE_INFINITY : Math.abs(outlook);
}

function settle(
  pass: Pass,
  live: CompiledLiveRule,
  row: Membership | undefined,
  member: boolean,
  t: number,
  createdAt: number,
): void {
  const before = row ?? { member: false, since: t, entries: 0 };
  const firstSight = isFirstSight(live, row);
  if (before.member === member) {
    if (isListed(pass, live, row) !== member) {
      pass.memberships[live.id] = { ...before, ruleVersion: live.version };
      pass.transitions.push({ ruleId: `${live.id}.${live.list}`, entered: member, entry: before.entries, at: t });
      pass.dirty = true;
      return;
    }
    // A row's new version alone is worth no write, unless it tells that the contact was looked at.
    if (row?.ruleVersion !== live.version && (row || firstSight)) {
      pass.memberships[live.id] = { ...before, ruleVersion: live.version };
    }
    pass.dirty ||= firstSight;
    return;
  }
  const silent = member && firstSight && createdAt <= live.startedAt;
  const entries = before.entries + (member && !silent ? 1 : 0);
  pass.memberships[live.id] = { member, ruleVersion: live.version, since: t, entries };
  pass.dirty = true;
  if (!silent) pass.transitions.push({ ruleId: live.id, entered: member, entry: entries, at: t });
}

/**
 * Whether the contact is in the list that a segment shows. While the list was being built it followed a row of its
 * own, and until the contact is looked at for the first time after the swap, that row tells; if it is wrong by then and
 * the segment's own flag does not flip, the list is told by a transition of the build.
 */
function isListed(pass: Pass, live: CompiledLiveRule, row: Membership | undefined): boolean {
  const { list } = live;
  if (list === undefined || live.replaces !== undefined || (row && row.ruleVersion >= list))
    return row?.member ?? false;
  return pass.memberships[`${live.id}.${list}`]?.member ?? false;
}

/**
 * Whether a rule that passes over existing members has not looked at the contact yet, in this version. Only
 * such rules need a row for those who are not in: it tells "looked at and out" from "never looked at".
 */
function isFirstSight(live: CompiledLiveRule, row: Membership | undefined): boolean {
  return live.enroll === 'future_only' && row?.ruleVersion !== live.version;
}

/** Both what the profile says and what the due index needs. */
function decideTimer(
  armedAt: number | null,
  due: number | null,
  now: number,
  timerFired: boolean,
): { armedAt: number | null; arm: number | null } {
  const pending = armedAt !== null && armedAt > now;
  if (pending && (due === null || due >= armedAt)) {
    // Woken just before the armed instant: by a faster clock, which has removed the entry.
    return { armedAt, arm: timerFired && armedAt - now <= CLOCK_SKEW_MS ? armedAt : null };
  }
  return { armedAt: due, arm: due };
}

function onlyLive(memberships: Record<string, Membership>, rules: CompiledRuleSet): Record<string, Membership> {
  const kept: Record<string, Membership> = {};
  for (const { id } of [...rules.rules, ...rules.held]) {
    const row = Object.hasOwn(memberships, id) ? memberships[id] : undefined;
    if (row) kept[id] = row;
  }
  return kept;
}
