import { DURATION_EXAMPLES, parseDuration } from '../../kernel/duration.ts';
import { Failure } from '../../kernel/failure.ts';
import { WEEKDAYS, type Weekday } from '../../kernel/weekday.ts';
import { parseRule } from '../../targeting/rule/parse-rule.ts';
import { readContent } from '../message/read-content.ts';
import type { Act, SplitBranch, WaitUntil } from './step.ts';

/** A step as it was given: it may have an id. */
export type GivenStep = Act & { id?: string };

const MAX_STEPS = 100;
const MAX_DEPTH = 10;
const MAX_BRANCHES = 10;

/** All that the contract knows. */
const KINDS = ['send', 'wait', 'wait_until', 'if', 'split', 'tag', 'untag', 'webhook', 'exit'] as const;
type Kind = (typeof KINDS)[number];

/** What may stand beside the word that says what a step does. */
const BESIDE: Partial<Record<Kind, string[]>> = { if: ['then', 'else'] };

type Fields = Record<string, unknown>;

/** Takes what was given as the steps of a series; returns them, copied. @throws unprocessable naming the place of what does not belong */
export function readSteps(input: unknown): GivenStep[] {
  const count = { steps: 0 };
  const steps = readList(input, 'steps', 1, count);
  if (steps.length === 0) throw wrong('steps', 'must hold a step at least');
  return steps;
}

function readList(input: unknown, path: string, depth: number, count: { steps: number }): GivenStep[] {
  if (!Array.isArray(input)) throw wrong(path, 'must be a list of steps');
  if (depth > MAX_DEPTH) throw wrong(path, `lies too deep: steps nest at most ${MAX_DEPTH} levels`);
  return input.map((step: unknown, index) => {
    count.steps += 1;
    if (count.steps > MAX_STEPS)
      throw wrong(`${path}[${index}]`, `is too much: a series has at most ${MAX_STEPS} steps`);
    const at = `${path}[${index}]`;
    if (index > 0 && isExit(input[index - 1])) throw wrong(at, 'is never reached: it stands behind an exit');
    return readStep(step, at, depth, count);
  });
}

const isExit = (step: unknown): boolean => typeof step === 'object' && step !== null && 'exit' in step;

function readStep(input: unknown, path: string, depth: number, count: { steps: number }): GivenStep {
  const fields = readFields(input, path, `a step: an object with one of ${KINDS.join(', ')}`);
  const kind = KINDS.find((each) => each in fields);
  if (kind === undefined) throw wrong(path, `must be a step: an object with one of ${KINDS.join(', ')}`);
  onlyFields(fields, path, ['id', kind, ...(BESIDE[kind] ?? [])]);
  const act = readAct(kind, fields, path, depth, count);
  return fields['id'] === undefined || fields['id'] === null ? act : { ...act, id: readId(fields['id'], `${path}.id`) };
}

function readAct(kind: Kind, fields: Fields, path: string, depth: number, count: { steps: number }): Act {
  const [value, at] = [fields[kind], `${path}.${kind}`];
  switch (kind) {
    case 'send':
      return { send: readContent(value, at) };
    case 'wait':
      return { wait: readDuration(value, at) };
    case 'wait_until':
      return { wait_until: readWaitUntil(value, at) };
    case 'if': {
      if (fields['then'] === undefined)
        throw wrong(`${path}.then`, 'is required: the steps of those for whom the rule holds');
      const then = readList(fields['then'], `${path}.then`, depth + 1, count);
      const otherwise = fields['else'] ?? undefined;
      return {
        if: parseRule(value, at),
        then,
        ...(otherwise === undefined ? {} : { else: readList(otherwise, `${path}.else`, depth + 1, count) }),
      } as Act;
    }
    case 'split':
      return { split: readBranches(value, at, depth, count) };
    case 'tag':
      return { tag: readText(value, at, 'the id of a tag') };
    case 'untag':
      return { untag: readText(value, at, 'the id of a tag') };
    case 'webhook':
      throw wrong(at, 'is not supported yet; leave it out');
    case 'exit':
      if (value !== true) throw wrong(at, 'must be true');
      return { exit: true };
    default:
      return kind satisfies never;
  }
}

function readWaitUntil(value: unknown, path: string): WaitUntil {
  const fields = readFields(value, path, 'an object with a rule and a timeout, or with a local_time');
  if ('rule' in fields) {
    onlyFields(fields, path, ['rule', 'timeout', 'already']);
    const already = fields['already'] ?? false;
    if (typeof already !== 'boolean') throw wrong(`${path}.already`, 'must be true or false');
    if (fields['timeout'] === undefined)
      throw wrong(`${path}.timeout`, `is required, so that nobody waits for ever: ${DURATION_EXAMPLES}`);
    return {
      rule: parseRule(fields['rule'], `${path}.rule`),
      timeout: readDuration(fields['timeout'], `${path}.timeout`),
      ...(already ? { already } : {}),
    };
  }
  onlyFields(fields, path, ['local_time', 'weekdays']);
  if (fields['local_time'] === undefined && fields['weekdays'] === undefined)
    throw wrong(path, 'must have a rule and a timeout, or a local_time, weekdays or both');
  return {
    local_time: readLocalTime(fields['local_time'] ?? '00:00', `${path}.local_time`),
    ...(fields['weekdays'] === undefined ? {} : { weekdays: readWeekdays(fields['weekdays'], `${path}.weekdays`) }),
  };
}

function readBranches(value: unknown, path: string, depth: number, count: { steps: number }): SplitBranch[] {
  if (!Array.isArray(value) || value.length < 2 || value.length > MAX_BRANCHES)
    throw wrong(path, `must be a list of 2 to ${MAX_BRANCHES} branches`);
  const names = new Set<string>();
  return value.map((each: unknown, index) => {
    const at = `${path}[${index}]`;
    const fields = readFields(each, at, 'a branch: { "name", "weight", "steps" }');
    onlyFields(fields, at, ['name', 'weight', 'steps']);
    const name = readText(fields['name'], `${at}.name`, 'the name of a branch');
    if (names.has(name)) throw wrong(`${at}.name`, 'is the name of another branch; names must differ');
    names.add(name);
    const { weight } = fields;
    if (typeof weight !== 'number' || !(weight > 0 && weight <= 1_000_000))
      throw wrong(`${at}.weight`, 'must be a number greater than 0, and 1,000,000 at most');
    return {
      name,
      weight,
      steps: readList(fields['steps'] ?? [], `${at}.steps`, depth + 1, count) as SplitBranch['steps'],
    };
  });
}

/** Takes what was given as an id of a step or message; returns it. @throws unprocessable if it is none */
export function readId(value: unknown, path: string): string {
  if (typeof value === 'string' && /^[\w-]{1,40}$/.test(value)) return value;
  throw wrong(path, 'must be 1 to 40 letters, digits, "-" and "_"');
}

/** Takes what was given as a time of the day; returns it. @throws unprocessable if it is none */
export function readLocalTime(value: unknown, path: string): string {
  if (typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return value;
  throw wrong(path, 'must be a time of the day from "00:00" to "23:59"');
}

/** Takes what was given as days of the week; returns them in their order, each once. @throws unprocessable if they are none */
export function readWeekdays(value: unknown, path: string): Weekday[] {
  const given: unknown[] = Array.isArray(value) ? value : [];
  const known = WEEKDAYS.filter((day) => given.includes(day));
  if (given.length === 0 || given.some((day) => !known.some((each) => each === day)))
    throw wrong(path, `must be a list of some of ${WEEKDAYS.join(', ')}`);
  return known;
}

/** Takes what was given as a duration above 0; returns it. @throws unprocessable if it is none */
export function readDuration(value: unknown, path: string): string {
  if (typeof value === 'string' && (parseDuration(value) ?? 0) > 0) return value;
  throw wrong(path, `must be ${DURATION_EXAMPLES}, and more than 0`);
}

function readText(value: unknown, path: string, what: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= 255) return value;
  throw wrong(path, `must be ${what}`);
}

function readFields(value: unknown, path: string, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(path, `must be ${what}`);
}

function onlyFields(fields: Fields, path: string, allowed: readonly string[]): void {
  const stranger = Object.keys(fields).find((name) => !allowed.includes(name));
  if (stranger === undefined) return;
  throw wrong(`${path}.${stranger}`, `is not allowed here; allowed are ${allowed.join(', ')}`);
}

function wrong(field: string, message: string): Failure {
  return new Failure('unprocessable', `${field}: ${message}`, { reason: 'parameter_invalid', field });
}
