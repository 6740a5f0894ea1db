import { parseInstant } from '../../kernel/instant.ts';
import { didYouMean } from '../../kernel/nearest-name.ts';
import { type AttributeSource, attributeSource, CONTACT_ATTRIBUTES } from '../../people/contact/attribute-name.ts';
import { ATTRIBUTE_WRITERS } from '../../people/contact/attribute-writers.ts';
import type { AttributeType, DataAttribute } from '../../people/data-attribute/data-attribute.ts';
import type { AttributeRule, Scalar } from './rule.ts';

export type KnownAttribute = Pick<DataAttribute, 'model' | 'name' | 'type'>;

/** What makes a rule on an attribute doubtful: the field at fault, and why. */
export type Doubt = { field: 'attribute' | 'op' | 'value'; message: string };

type Kind = AttributeType | 'number' | 'list' | undefined;

/** The company's own fields (Intercom API 2.15, company); others are custom attributes. */
const COMPANY_FIELDS: Record<string, Kind> = {
  ...{ id: 'string', company_id: 'string', name: 'string', plan: 'string', website: 'string', industry: 'string' },
  ...{ monthly_spend: 'number', size: 'number', session_count: 'number', user_count: 'number' },
  ...{ remote_created_at: 'date', last_request_at: 'date', created_at: 'date', updated_at: 'date' },
};

const CONTACT_FLAGS = ['has_hard_bounced', 'marked_email_as_spam', 'unsubscribed_from_emails'];

const TEXT_OPERATORS = ['contains', 'not_contains', 'starts_with', 'ends_with'];
const DATE_OPERATORS = [
  'more_than_ago',
  'less_than_ago',
  'within_next',
  'more_than_ahead',
  'before',
  'after',
  'exactly_ago',
];
const ORDERS = ['gt', 'gte', 'lt', 'lte'];
const VALUED = ['eq', 'ne', 'in', 'nin', 'been', ...ORDERS];

/** Takes a rule on an attribute and those that are declared; returns why it probably does not mean what was meant. */
export function attributeDoubt(rule: AttributeRule, declared: readonly KnownAttribute[]): Doubt | undefined {
  const source = attributeSource(rule.attribute);
  if (source === undefined) return undefined;
  const kind = kindOf(source, declared);
  if (kind === undefined) return unknownAttribute(rule.attribute, source, declared);
  if ((source.kind === 'field' || source.kind === 'date') && ATTRIBUTE_WRITERS[source.name] === null) {
    return { field: 'attribute', message: `Nothing sets ${rule.attribute} yet, so nobody has it` };
  }
  const refused = operatorsOf(kind);
  if (refused.includes(rule.op)) {
    return { field: 'op', message: `"${rule.op}" never matches: ${rule.attribute} is ${NAMES[kind]}` };
  }
  if (!('value' in rule) || !VALUED.includes(rule.op)) return undefined;
  const values: Scalar[] = [rule.value].flat();
  const wrong = values.find((value) => !canHold(kind, value));
  return wrong === undefined
    ? undefined
    : { field: 'value', message: `${JSON.stringify(wrong)} is never a value: ${rule.attribute} is ${NAMES[kind]}` };
}

function kindOf(source: AttributeSource, declared: readonly KnownAttribute[]): Kind {
  switch (source.kind) {
    case 'field':
      return CONTACT_FLAGS.includes(source.name) ? 'boolean' : 'string';
    case 'date':
      return 'date';
    case 'sessions':
      return 'number';
    case 'tags':
      return 'list';
    default: {
      const model = source.kind === 'company' ? 'company' : 'contact';
      const own =
        model === 'company' && Object.hasOwn(COMPANY_FIELDS, source.name) ? COMPANY_FIELDS[source.name] : undefined;
      return own ?? declared.find((each) => each.model === model && each.name === source.name)?.type;
    }
  }
}

function unknownAttribute(written: string, source: AttributeSource, declared: readonly KnownAttribute[]): Doubt {
  const isCompany = source.kind === 'company';
  const named = declared.filter(({ model }) => model === (isCompany ? 'company' : 'contact')).map(({ name }) => name);
  const known = isCompany
    ? [...Object.keys(COMPANY_FIELDS), ...named].map((name) => `company.${name}`)
    : [...CONTACT_ATTRIBUTES, ...named];
  const sought = written.replace('custom_attributes.', '');
  return { field: 'attribute', message: `No attribute "${written}" is known${didYouMean(sought, known)}` };
}

const NAMES: Record<Exclude<Kind, undefined>, string> = {
  string: 'a text',
  integer: 'a number',
  float: 'a number',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  list: 'a list; use "includes"',
};

function operatorsOf(kind: Exclude<Kind, undefined>): string[] {
  switch (kind) {
    case 'string':
      return ['includes'];
    case 'list':
      return [...VALUED, ...TEXT_OPERATORS, ...DATE_OPERATORS];
    case 'boolean':
      return ['includes', ...TEXT_OPERATORS, ...DATE_OPERATORS, ...ORDERS];
    default:
      return ['includes', ...TEXT_OPERATORS];
  }
}

function canHold(kind: Exclude<Kind, undefined>, value: Scalar): boolean {
  switch (kind) {
    case 'string':
      return typeof value !== 'boolean';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return parseInstant(value) !== undefined;
    case 'list':
      return true;
    default:
      return (
        typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))
      );
  }
}
