import * as z from 'zod';
import { Failure } from '../../kernel/failure.ts';
import { RuleFault, readRule } from './read-rule.ts';
import type { Rule } from './rule.ts';
import { RULE_JSON_SCHEMA, RULE_REFERENCE } from './rule-json-schema.ts';

/**
 * Takes unknown input and the name of the field it came in; returns it as a rule.
 * @throws Failure unprocessable, its `field` being the path of the offending node (`audience.all[1].op`) and its
 * message saying what is allowed there
 */
export function parseRule(input: unknown, path = 'rule'): Rule {
  try {
    return readRule(input);
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    const field = error.path.reduce<string>(
      (name, part) => (typeof part === 'number' ? `${name}[${part}]` : `${name}.${part}`),
      path,
    );
    throw new Failure('unprocessable', `${field}: ${error.message}`, { field });
  }
}

/**
 * A rule in a request whose use case judges it, with the path of the field it came in: shown as what it must be, and taken as
 * it is.
 */
export const GivenRule = z.unknown().meta({ override: RULE_REFERENCE });

/** A rule in a request or response, for contracts: refuses what `parseRule` refuses, with the same messages and paths. */
export const RuleSchema = z
  .unknown()
  .transform((input, context): Rule => {
    try {
      return readRule(input);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      context.addIssue({ code: 'custom', message: error.message, path: error.path });
      return z.NEVER;
    }
  })
  .meta({ id: 'Rule', ...RULE_JSON_SCHEMA });
