import * as z from 'zod';

/**
 * Takes names that older clients filter a list by, and what to do instead; returns members of a query that refuse them.
 * Left out in silence, a filter for one person would answer with everybody.
 */
export function noFilters<Name extends string>(names: readonly Name[], instead: string) {
  const refused = z
    .unknown()
    .optional()
    .refine((sent) => sent === undefined, `does not filter this list: ${instead}`)
    .describe('No filter here: 400');
  return Object.fromEntries(names.map((name) => [name, refused])) as Record<Name, typeof refused>;
}
