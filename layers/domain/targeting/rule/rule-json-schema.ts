import { WHERE_OPERATORS } from './where-operators.ts';

/** Where the OpenAPI document has the rule language. */
export const RULE_REFERENCE = { $ref: '#/components/schemas/Rule' };

const rule = RULE_REFERENCE;
const scalar = { type: ['string', 'number', 'boolean'] };
const scalars = { type: 'array', items: scalar, minItems: 1, maxItems: 500 };
const ordered = { type: ['string', 'number'] };
const text = { type: 'string', minLength: 1, maxLength: 500 };
const date = { type: ['string', 'number'], description: 'ISO 8601, or Unix seconds.' };
const duration = { type: 'string', pattern: '^\\d{1,12}[smhdw]$', examples: ['90s', '30m', '12h', '7d', '2w'] };
const days = { type: 'string', pattern: '^\\d{1,12}[dw]$', examples: ['7d', '2w'] };
const timezone = { type: 'string', examples: ['America/New_York'], description: "The workspace's unless given." };
const eventName = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description: 'The name of an event; "*" as its last character stands for any ending.',
};
const where = {
  type: 'object',
  minProperties: 1,
  maxProperties: 10,
  description: `By metadata path (dots reach inside): a value to equal, or an object of operators (${WHERE_OPERATORS.join(' ')}) that must all hold.`,
  additionalProperties: { anyOf: [scalar, { type: 'object', minProperties: 1 }] },
};
const occurrence = {
  oneOf: [
    strict({ op: { enum: ['more_than_ago', 'less_than_ago'] }, value: duration }),
    strict({ op: { enum: ['before', 'after'] }, value: date }),
    strict({ op: { const: 'exactly_ago' }, value: days, timezone }, ['timezone']),
  ],
};

/** The rule language in JSON Schema 2020-12, for the OpenAPI document; `parseRule` is what decides. */
export const RULE_JSON_SCHEMA = {
  description:
    'Who is meant. Combinations (all, any, not, everyone) of conditions on attributes, events, segments and tags. At most 10 levels and 200 parts.',
  oneOf: [
    strict({ all: { type: 'array', items: rule, minItems: 1 } }),
    strict({ any: { type: 'array', items: rule, minItems: 1 } }),
    strict({ not: rule }),
    strict({ everyone: { const: true } }),
    onAttribute(['known', 'unknown'], {}),
    onAttribute(['eq', 'ne', 'includes'], { value: scalar }),
    onAttribute(['gt', 'gte', 'lt', 'lte'], { value: ordered }),
    onAttribute(['in', 'nin'], { value: scalars }),
    onAttribute(['contains', 'not_contains', 'starts_with', 'ends_with'], { value: text }),
    onAttribute(['more_than_ago', 'less_than_ago', 'within_next', 'more_than_ahead'], { value: duration }),
    onAttribute(['before', 'after'], { value: date }),
    onAttribute(['exactly_ago'], { value: days, timezone }, ['timezone']),
    onAttribute(['been'], { value: scalar, for: duration }),
    onEvent(
      {
        count: strict({
          op: { enum: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] },
          value: { type: 'integer', minimum: 0, maximum: 1_000 },
        }),
        within: duration,
      },
      ['within'],
    ),
    onEvent({ last: occurrence }),
    onEvent({ first: occurrence }),
    onEvent({ last_has: where }),
    onEvent({ without: eventName, within: duration }),
    strict({ segment: text, for: duration }, ['for']),
    strict({ tag: text }),
  ],
};

type Properties = Record<string, object>;

function strict(properties: Properties, optional: string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

function onAttribute(ops: string[], properties: Properties, optional: string[] = []): object {
  return strict({ attribute: text, op: { enum: ops }, ...properties }, optional);
}

function onEvent(properties: Properties, optional: string[] = []): object {
  return strict({ event: eventName, where, ...properties }, ['where', ...optional]);
}
