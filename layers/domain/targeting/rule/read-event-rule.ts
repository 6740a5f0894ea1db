import { canonicalEventName } from '../../people/event/event-name.ts';
import { fault, onlyFields, type RuleNode, readNode, readText, readWord } from './read-node.ts';
import {
  isScalar,
  readCalendarDays,
  readDate,
  readDuration,
  readOrdered,
  readScalar,
  readScalars,
} from './read-value.ts';
import type { EventRule, Occurrence, Where, WhereConditions } from './rule.ts';
import { WHERE_OPERATORS, type WhereOperator } from './where-operators.ts';

const QUESTIONS = ['count', 'last', 'first', 'last_has', 'without'] as const;
const COUNT_OPERATORS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const;
const OCCURRENCE_OPERATORS = ['more_than_ago', 'less_than_ago', 'before', 'after', 'exactly_ago'] as const;
/** A profile keeps as many stamps of a stream as the largest count asks for: 1,000 are 9 KB. */
const MAX_COUNT = 1_000;
const MAX_EVENT_NAME_LENGTH = 255;
const MAX_PATHS = 10;

/** Takes a node with `event`; returns it as a rule. @throws RuleFault */
export function readEventRule(node: RuleNode): EventRule {
  const event = readEventName(node, 'event');
  const asked = QUESTIONS.filter((question) => question in node.fields);
  const [question, another] = asked;
  if (question === undefined) throw fault(node, 'event', `needs one of ${QUESTIONS.join(', ')} beside it`);
  if (another !== undefined) throw fault(node, another, `cannot stand beside ${question}: use one of them`);
  const windowed = question === 'count' || question === 'without';
  onlyFields(node, ['event', 'where', question, ...(windowed ? ['within'] : [])]);
  const subject = 'where' in node.fields ? { event, where: readWhere(node, 'where') } : { event };
  switch (question) {
    case 'count':
      return { ...subject, count: readCount(node), ...readWindow(node) };
    case 'last':
      return { ...subject, last: readOccurrence(node, 'last') };
    case 'first':
      return { ...subject, first: readOccurrence(node, 'first') };
    case 'last_has':
      return { ...subject, last_has: readWhere(node, 'last_has') };
    case 'without':
      return { ...subject, without: readEventName(node, 'without'), within: readDuration(node, 'within') };
    default:
      return question satisfies never;
  }
}

/** Names are kept in one form, whatever the case; rules are read into the same. */
function readEventName(node: RuleNode, name: string): string {
  const value = node.fields[name];
  if (typeof value !== 'string' || value === '' || value.length > MAX_EVENT_NAME_LENGTH) {
    throw fault(node, name, `must be the name of an event, 1 to ${MAX_EVENT_NAME_LENGTH} characters`);
  }
  if (value.slice(0, -1).includes('*')) throw fault(node, name, 'may have a "*" only as its last character');
  return canonicalEventName(value);
}

function readCount(parent: RuleNode): { op: (typeof COUNT_OPERATORS)[number]; value: number } {
  const node = readNode(parent.fields.count, [...parent.path, 'count'], 'an object with op and value');
  const op = readWord(node, 'op', COUNT_OPERATORS);
  const value = node.fields.value;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_COUNT) {
    throw fault(node, 'value', `must be a whole number from 0 to ${MAX_COUNT}`);
  }
  onlyFields(node, ['op', 'value']);
  return { op, value };
}

function readWindow(node: RuleNode): { within?: string } {
  return 'within' in node.fields ? { within: readDuration(node, 'within') } : {};
}

function readOccurrence(parent: RuleNode, name: 'first' | 'last'): Occurrence {
  const node = readNode(parent.fields[name], [...parent.path, name], 'an object with op and value');
  const op = readWord(node, 'op', OCCURRENCE_OPERATORS);
  onlyFields(node, op === 'exactly_ago' ? ['op', 'value', 'timezone'] : ['op', 'value']);
  if (op === 'exactly_ago') return { op, ...readCalendarDays(node) };
  if (op === 'before' || op === 'after') return { op, value: readDate(node, 'value') };
  return { op, value: readDuration(node, 'value') };
}

function readWhere(parent: RuleNode, name: 'where' | 'last_has'): Where {
  const node = readNode(parent.fields[name], [...parent.path, name], 'an object of metadata paths and their values');
  const paths = Object.keys(node.fields);
  if (paths.length === 0 || paths.length > MAX_PATHS) throw fault(parent, name, `must have 1 to ${MAX_PATHS} paths`);
  return Object.fromEntries(paths.map((path) => [path, readCondition(node, path)]));
}

function readCondition(parent: RuleNode, path: string): Where[string] {
  if (path.split('.').some((part) => part === '' || part === '__proto__')) {
    throw fault(parent, path, 'is not a path: names joined by single dots');
  }
  const value = parent.fields[path];
  if (isScalar(value)) return value;
  const what = `a value to equal (not empty) or an object of operators: ${WHERE_OPERATORS.join(', ')}`;
  const node = readNode(value, [...parent.path, path], what);
  onlyFields(node, WHERE_OPERATORS);
  const present = WHERE_OPERATORS.filter((op) => op in node.fields);
  if (present.length === 0) throw fault(parent, path, `must be ${what}`);
  const conditions: WhereConditions = {};
  for (const op of present) conditions[op] = readOperand(node, op);
  return conditions;
}

function readOperand(node: RuleNode, op: WhereOperator): WhereConditions[typeof op] & {} {
  switch (op) {
    case 'in':
    case 'nin':
      return readScalars(node, op);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return readOrdered(node, op);
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with':
      return readText(node, op, 'a text');
    case 'known':
    case 'unknown':
      if (node.fields[op] !== true) throw fault(node, op, 'must be true');
      return true;
    default:
      return readScalar(node, op);
  }
}
