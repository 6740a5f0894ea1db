import * as z from 'zod';

const DROPPED = '__proto__';

/** No caller can send it: a lone half of a character. */
const STAND_IN = '\ud800__proto__';

/**
 * Takes the schema of a value; returns that of a record whose keys are callers'. Zod's own drops `__proto__` without a
 * word; this one hands it on, to be kept or refused by name.
 */
export function callersRecord<Value extends z.ZodType>(value: Value) {
  return z
    .preprocess((given) => renamed(given, DROPPED, STAND_IN), z.record(z.string(), value))
    .transform((record): Record<string, z.output<Value>> => renamed(record, STAND_IN, DROPPED));
}

function renamed<Given>(given: Given, from: string, to: string): Given {
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, from)) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key === from ? to : key, value])) as Given;
}
