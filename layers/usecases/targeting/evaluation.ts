import type { Clock } from '#domain/kernel/clock';
import type { DueStore } from '#domain/kernel/due';
import { Failure, isFailure } from '#domain/kernel/failure';
import { ownValue } from '#domain/kernel/own-value';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { VisitLog } from '#domain/people/contact/visit-log';
import type { EventStore } from '#domain/people/event/event-store';
import type { EventImport } from '#domain/people/event/event-summary';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import { unapplied, withApplied } from '#domain/targeting/profile/applied-sequences';
import { foldEvents } from '#domain/targeting/profile/fold-event';
import { withImports } from '#domain/targeting/profile/merge-imports';
import type { Profile, Transition } from '#domain/targeting/profile/profile';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { activityOfEvent, doubtBefore, withActivity } from '#domain/targeting/profile/sessions';
import type { CompiledRuleSet } from '#domain/targeting/rule/compiled-rule-set';
import { decideMemberships } from '#domain/targeting/rule/decide-memberships';
import type { LiveRules } from './live-rules.ts';
import { type ContactSubject, type SubjectPorts, subjectOf, withMissingStreams } from './rule-subjects.ts';

export type EvaluationPorts = SubjectPorts & {
  profiles: ProfileStore;
  contacts: ContactStore;
  events: EventStore;
  visits: VisitLog;
  due: DueStore;
  liveRules: LiveRules;
  clock: Clock;
};

/** An event with its place in the table's stream. */
export type SequencedEvent = { event: TrackedEvent; sequence: string };

export type Evaluation = {
  workspaceId: string;
  contactId: string;
  /** Events that the stream brought, oldest first; those folded in before are passed over. */
  events: SequencedEvent[];
  /** Whether later events may have been folded in before these; false unless told otherwise. */
  late?: boolean;
  /** Imported counts; those known before change nothing. */
  imports?: readonly EventImport[];
  /** When the contact was active otherwise, in ms: what is known before changes nothing. */
  activity?: readonly number[];
  /** Whether the contact's timer fired, so that its entry in the due index is gone. */
  timerFired: boolean;
  /** Whether what it depends on beside the contact has changed: then whoever decides by what was so before must lose its race and look again. */
  outdates?: boolean;
  /** The evaluation stands at this instant (ms) or later: whoever caused it may have a faster clock. */
  notBefore: number;
  /** Watched rules that the contact is to be asked from now on, unless it is. */
  watch?: readonly WatchedRule[];
  /** A rule whose members are to be declared once more, because it was started again. */
  reaffirm: string | undefined;
  correlationId: string;
};

/** A watched rule (`LiveRule.watched`) and the number of entries that its transition will have. */
export type WatchedRule = { ruleId: string; entry: number; fresh: boolean };

/** How often a profile is read and decided again because another writer, or a change of the rules, came in between. */
const MAX_ATTEMPTS = 10;

/**
 * Takes a contact and what happened; brings its profile up to date: events folded in, memberships decided, the timer
 * armed before the profile that relies on it is saved. Doing it twice changes nothing the second time. A contact
 * that is gone is passed over.
 *
 * The rules are looked at twice (ADR 0011): after the profile was read, so that it is never decided by older ones than it was
 * before; and after it was saved, because a rule that went live in between may have had its backfill look at the contact
 * before the save. What went live later finds the saved profile.
 * @throws conflict after ten lost races, or what a port throws; repeating is safe
 */
export async function evaluateContact(ports: EvaluationPorts, evaluation: Evaluation): Promise<void> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const update = await decide(ports, evaluation);
    if (update === undefined) return;
    if (!(await isCommitted(ports, update))) continue;
    if ((await ports.liveRules.current(evaluation.workspaceId)).stamp === update.stamp) return;
  }
  throw new Failure('conflict', `The contact ${evaluation.contactId} or the rules change without end`);
}

/** Takes what was decided; arms the timer, then saves the profile that relies on it. False if another writer came first. */
export async function isCommitted({ due, profiles }: EvaluationPorts, { profile, arm }: Update): Promise<boolean> {
  const { workspaceId, contactId } = profile;
  if (arm !== null) await due.arm({ workspaceId, kind: 'targeting', subjectId: contactId, at: arm });
  try {
    await profiles.save(profile);
    return true;
  } catch (error) {
    if (!isFailure(error, 'conflict')) throw error;
    return false;
  }
}

/** What is to be saved, decided by the rules of this stamp. */
export type Update = { profile: Profile; arm: number | null; stamp: number };

async function decide(ports: EvaluationPorts, evaluation: Evaluation): Promise<Update | undefined> {
  const { workspaceId, contactId, correlationId } = evaluation;
  // The profile before the contact: a contact that changes in between is newer than the profile, and whoever
  // evaluates that change saves a profile that makes our save fail. Before the rules for the same reason.
  const before = await ports.profiles.get(workspaceId, contactId);
  const rules = await ports.liveRules.current(workspaceId);
  const { stamp } = rules;
  const { late = false } = evaluation;
  const fresh = unapplied(before, evaluation.events, late);
  const activity = await withUntold(ports, before, fresh, evaluation.activity ?? []);
  const visited = withVisits(fold(before, fresh, rules, late), activity);
  const folded = withImports(visited, evaluation.imports ?? []);
  const untold = { profile: { ...folded, transitions: [], correlationId }, arm: null, stamp };
  if (rules.rules.length === 0) return folded === before ? undefined : untold;
  const contact = await ports.contacts.get(workspaceId, contactId);
  // Merged: what it did before is counted, for whoever takes it over. Deleted: its record comes after, and erases this.
  if (contact === undefined) return folded === before ? undefined : untold;

  // Companies after the profile, too: whoever evaluates a later change of them makes our save fail (`outdates`).
  const subject = await subjectOf(ports, rules, contact);
  return await decideOn(ports, evaluation, { before, folded, rules, subject });
}

/** What an evaluation has read: profile (`folded` with what is new in it), then rules, then what they ask of the contact. */
export type Known = { before: Profile; folded: Profile; rules: CompiledRuleSet; subject: ContactSubject };

/** Takes what was read; returns what is to be saved, undefined if nothing. Reads stored events if a rule needs those of before it. */
export async function decideOn(
  ports: EvaluationPorts,
  evaluation: Evaluation,
  { before, folded, rules, subject }: Known,
): Promise<Update | undefined> {
  const { timerFired, correlationId } = evaluation;
  const now = Math.max(ports.clock.now(), evaluation.notBefore);
  const complete = await withMissingStreams(ports, folded, { streams: rules.streams, now });
  const watching = withWatched(complete, evaluation.watch ?? [], now);
  const decision = decideMemberships({ ...subject, profile: watching, rules, now, correlationId, timerFired });
  const declared = reaffirmed(evaluation, rules, before, decision.profile, now);
  const transitions = [...(decision.changed ? decision.profile.transitions : []), ...declared];
  // A spent timer is always recorded: a writer who still counts on it must lose its race and look again.
  const matters =
    decision.changed || watching !== before || declared.length > 0 || timerFired || evaluation.outdates === true;
  if (!matters) return undefined;
  return { profile: { ...decision.profile, transitions, correlationId }, arm: decision.arm, stamp: rules.stamp };
}

function fold(before: Profile, fresh: SequencedEvent[], rules: CompiledRuleSet, late: boolean): Profile {
  if (fresh.length === 0) return before;
  const events = fresh.map(({ event }) => event);
  return withApplied(foldEvents(before, events, rules.streams), fresh, late);
}

/** Activity with the visits that only the log knows and that decide how many sessions there were: it is asked when they do, and else not. */
async function withUntold(
  { visits }: EvaluationPorts,
  { workspaceId, contactId, ...before }: Profile,
  fresh: SequencedEvent[],
  told: readonly number[],
): Promise<readonly number[]> {
  const untold: number[] = [];
  let { sessions } = before;
  const instants = [...told, ...fresh.flatMap(({ event }) => activityOfEvent(event) ?? [])];
  for (const at of instants.sort((a, b) => a - b)) {
    const doubt = doubtBefore(sessions, at);
    const found = doubt === undefined ? [] : await visits.between(workspaceId, contactId, doubt);
    untold.push(...found);
    sessions = [...found, at].reduce(withActivity, sessions);
  }
  return untold.length === 0 ? told : [...told, ...untold];
}

function withVisits(profile: Profile, activity: readonly number[]): Profile {
  const sessions = activity.reduce(withActivity, profile.sessions);
  return sessions === profile.sessions ? profile : { ...profile, sessions };
}

/** A row of a rule that asks for something new says `member`: that it holds already is no news then. */
function withWatched(profile: Profile, watch: readonly WatchedRule[], now: number): Profile {
  const added = watch.filter(({ ruleId, entry }) => ownValue(profile.memberships, ruleId)?.entries !== entry);
  if (added.length === 0) return profile;
  const rows = added.map(({ ruleId, entry, fresh }) => [
    ruleId,
    { member: fresh, ruleVersion: 0, since: now, entries: entry },
  ]);
  return { ...profile, memberships: { ...profile.memberships, ...Object.fromEntries(rows) } };
}

/** A member since before the rule was started again: its delivery may be held, and the outbox hands it over once more. */
function reaffirmed(
  { reaffirm }: Evaluation,
  rules: CompiledRuleSet,
  before: Profile,
  after: Profile,
  now: number,
): Transition[] {
  if (reaffirm === undefined) return [];
  const [was, is] = [before.memberships[reaffirm], after.memberships[reaffirm]];
  const version = rules.rules.find(({ id }) => id === reaffirm)?.version;
  if (!was?.member || !is?.member || was.entries === 0 || was.entries !== is.entries) return [];
  return was.ruleVersion === version ? [] : [{ ruleId: reaffirm, entered: true, entry: is.entries, at: now }];
}
