import { Failure } from '../../kernel/failure.ts';
import { compileEvent } from './compile-event.ts';
import type { RuleSet } from './live-rule.ts';
import type { EventRule, Rule } from './rule.ts';
import { type StreamSpec, streamsOf } from './stream.ts';

/**
 * Stamps of events that the live rules of a workspace may have every profile remember: some 20 kB each. A count needs as many as
 * it counts, and one. Without a bound, profiles outgrow what an item holds, 400 kB, and what a function reads in its time.
 */
export const MAX_STAMPS = 2_000;

/** Answers to a `without`, besides the occurrence. */
const ANSWERS = 8;

/**
 * Takes the live rules of a workspace, a rule that is to join them or to replace the one with its id, and its field in the request.
 * What is evaluated side by side while a segment's next version is built counts twice.
 * @throws Failure unprocessable, naming the part that asks for most and what to do, if profiles would have to remember too much
 */
export function assertStampsFit(
  ruleSet: Pick<RuleSet, 'rules'>,
  { id, rule }: { id: string; rule: Rule },
  field = 'rule',
): void {
  const others = ruleSet.rules.filter((live) => live.id !== id && live.replaces !== id);
  const serving = ruleSet.rules.filter((live) => live.id === id && live.purpose === 'segment');
  const known = [...others, ...serving].flatMap((live) => leavesOf(live.rule, '').map(({ spec }) => spec));
  const leaves = leavesOf(rule, field);
  const total = stampsOf([...known, ...leaves.map(({ spec }) => spec)]);
  if (total <= MAX_STAMPS || total === stampsOf(known)) return;
  const [most] = leaves.toSorted((a, b) => b.spec.keep - a.spec.keep);
  if (most === undefined) return;
  const { path, spec } = most;
  const message =
    `${path}: to count "${spec.event}" so, ${spec.keep} of its occurrences are remembered of every contact, and with this ` +
    `workspace's live rules ${total}; at most ${MAX_STAMPS} can be. Ask for a smaller count, leave out "within" and "where" ` +
    `(a count of one event for ever needs none), or stop a campaign or delete a segment that counts high`;
  throw new Failure('unprocessable', message, { reason: 'rule_too_demanding', field: path });
}

/** Takes a rule; returns whether profiles must remember stamps for it. */
export function countsStamps(rule: Rule): boolean {
  return leavesOf(rule, '').length > 0;
}

const stampsOf = (specs: StreamSpec[]): number =>
  streamsOf(specs).specs.reduce((sum, { keep, without }) => sum + keep + (without === undefined ? 0 : ANSWERS), 0);

type Leaf = { path: string; spec: StreamSpec };

/** The parts of a rule that profiles must remember stamps for, with their places in the request. */
function leavesOf(rule: Rule, path: string): Leaf[] {
  if ('all' in rule) return rule.all.flatMap((part, index) => leavesOf(part, `${path}.all[${index}]`));
  if ('any' in rule) return rule.any.flatMap((part, index) => leavesOf(part, `${path}.any[${index}]`));
  if ('not' in rule) return leavesOf(rule.not, `${path}.not`);
  return 'event' in rule ? leafOf(rule, path) : [];
}

function leafOf(rule: EventRule, path: string): Leaf[] {
  const { stream } = compileEvent(rule, 'UTC');
  return stream === undefined ? [] : [{ path: 'count' in rule ? `${path}.count` : path, spec: stream }];
}
