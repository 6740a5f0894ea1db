/** Where the OpenAPI document has the steps of a series. */
export const STEP_LIST_REFERENCE: { type: 'array'; minItems: number; maxItems: number; items: object } = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: { $ref: '#/components/schemas/Step' },
};

const rule = { $ref: '#/components/schemas/Rule' };
const steps = { type: 'array', items: { $ref: '#/components/schemas/Step' } };
const duration = { type: 'string', pattern: '^\\d{1,12}[smhdw]$', examples: ['2d', '12h'] };
const localTime = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['09:00'] };
const weekdays = { type: 'array', items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } };
const id = {
  type: 'string',
  pattern: '^[\\w-]{1,40}$',
  description: 'Tells the step from others in an edit; made where it is left out.',
};

/** The steps of a series in JSON Schema 2020-12, for the OpenAPI document; `readSteps` is what decides. */
export const STEP_JSON_SCHEMA = {
  description: 'A step of a series. At most 100 in all, 10 levels deep.',
  oneOf: [
    step({
      send: {
        type: 'object',
        description: 'A message: channel and content.',
        properties: { channel: { const: 'email' } },
        required: ['channel'],
      },
    }),
    step({ wait: duration }),
    step({
      wait_until: {
        oneOf: [
          strict(
            {
              rule,
              timeout: duration,
              already: { type: 'boolean', description: 'Whether what was done before counts.' },
            },
            ['already'],
          ),
          strict({ local_time: localTime, weekdays }, ['local_time', 'weekdays']),
        ],
      },
    }),
    step({ if: rule, then: steps, else: steps }, ['else']),
    step({
      split: {
        type: 'array',
        minItems: 2,
        maxItems: 10,
        items: strict({ name: { type: 'string' }, weight: { type: 'number' }, steps }, ['steps']),
      },
    }),
    step({ tag: { type: 'string', description: 'The id of a tag.' } }),
    step({ untag: { type: 'string', description: 'The id of a tag.' } }),
    step({ exit: { const: true } }),
  ],
};

function step(properties: Record<string, object>, optional: string[] = []): object {
  return strict({ id, ...properties }, ['id', ...optional]);
}

function strict(properties: Record<string, object>, optional: string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}
