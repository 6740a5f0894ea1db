import { parseInstant } from '../../kernel/instant.ts';
import { attributeSource } from '../../people/contact/attribute-name.ts';
import { fault, onlyFields, type RuleNode, readText, readWord } from './read-node.ts';
import { readCalendarDays, readDate, readDuration, readOrdered, readScalar, readScalars } from './read-value.ts';
import type { AttributeRule } from './rule.ts';
import { WHERE_OPERATORS } from './where-operators.ts';

/** Every operator of attribute rules. */
const ATTRIBUTE_OPERATORS = [
  ...WHERE_OPERATORS,
  'includes',
  'more_than_ago',
  'less_than_ago',
  'within_next',
  'more_than_ahead',
  'before',
  'after',
  'exactly_ago',
  'been',
] as const;

/** Takes a node with `attribute`; returns it as a rule. @throws RuleFault */
export function readAttributeRule(node: RuleNode): AttributeRule {
  const attribute = readText(node, 'attribute', 'the name of an attribute');
  const source = attributeSource(attribute);
  if (!source) {
    throw fault(
      node,
      'attribute',
      'must be a contact field, custom_attributes.<name>, the bare name of a custom attribute (without dots), or company.<field>; location has country, region, city, country_code and continent_code',
    );
  }
  const op = readWord(node, 'op', ATTRIBUTE_OPERATORS);
  onlyFields(node, fieldsOf(op));
  if (op === 'been' && (source.kind === 'date' || source.kind === 'tags')) {
    throw fault(node, 'op', `cannot be been: how long ${attribute} has had its value is not kept`);
  }
  const rule = readOperation(node, attribute, op);
  if (source.kind === 'date') checkComparedDate(node, rule);
  return rule;
}

type Operator = (typeof ATTRIBUTE_OPERATORS)[number];

function readOperation(node: RuleNode, attribute: string, op: Operator): AttributeRule {
  switch (op) {
    case 'known':
    case 'unknown':
      return { attribute, op };
    case 'eq':
    case 'ne':
    case 'includes':
      return { attribute, op, value: readScalar(node, 'value') };
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { attribute, op, value: readOrdered(node, 'value') };
    case 'in':
    case 'nin':
      return { attribute, op, value: readScalars(node, 'value') };
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with':
      return { attribute, op, value: readText(node, 'value', 'a text') };
    case 'more_than_ago':
    case 'less_than_ago':
    case 'within_next':
    case 'more_than_ahead':
      return { attribute, op, value: readDuration(node, 'value') };
    case 'before':
    case 'after':
      return { attribute, op, value: readDate(node, 'value') };
    case 'exactly_ago':
      return { attribute, op, ...readCalendarDays(node) };
    case 'been':
      return { attribute, op, value: readScalar(node, 'value'), for: readDuration(node, 'for') };
    default:
      return op satisfies never;
  }
}

function fieldsOf(op: Operator): string[] {
  switch (op) {
    case 'known':
    case 'unknown':
      return ['attribute', 'op'];
    case 'exactly_ago':
      return ['attribute', 'op', 'value', 'timezone'];
    case 'been':
      return ['attribute', 'op', 'value', 'for'];
    default:
      return ['attribute', 'op', 'value'];
  }
}

/** The contact's own dates compare with Unix seconds or ISO 8601 only; anything else is a mistake that never matches. */
function checkComparedDate(node: RuleNode, rule: AttributeRule): void {
  if (!('value' in rule)) return;
  if (rule.op === 'contains' || rule.op === 'not_contains' || rule.op === 'starts_with' || rule.op === 'ends_with') {
    throw fault(node, 'op', `cannot be ${rule.op}: ${rule.attribute} is a date`);
  }
  if (!['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin'].includes(rule.op)) return;
  const values = Array.isArray(rule.value) ? rule.value : [rule.value];
  if (values.some((value) => parseInstant(value) === undefined)) {
    throw fault(node, 'value', `must be Unix seconds or an ISO 8601 date: ${rule.attribute} is a date`);
  }
}
