import { didYouMean } from '../../kernel/nearest-name.ts';
import type { Warning } from '../../kernel/warning.ts';

/** The variables of `templateVariables`, with the members of those that have some. */
const FIELDS = [
  ...['id', 'external_id', 'role', 'email', 'phone', 'name', 'signed_up_at', 'last_seen_at', 'created_at'],
  ...['language_override', 'browser', 'os', 'unsubscribe_url', 'workspace.name'],
  ...['location.country', 'location.region', 'location.city', 'location.country_code'],
];
const CUSTOM = 'custom_attributes.';

/**
 * Takes the variables that a text names (`location.city`), its place in the request and the custom attributes of
 * contacts; returns those that nobody has: they render to nothing, or to their default, for everybody.
 */
export function templateWarnings(names: readonly string[], path: string, attributes: readonly string[]): Warning[] {
  const known = [...FIELDS, ...attributes, ...attributes.map((name) => `${CUSTOM}${name}`)];
  const unknown = [...new Set(names)].filter((name) => !known.some((each) => covers(each, name)));
  return unknown.map((name) => ({
    path,
    message: `Nobody has a variable {{ ${name} }}${didYouMean(name, known)}`,
  }));
}

/** `location` is a variable as well, and so is the size of a name. */
function covers(known: string, name: string): boolean {
  return known === name || known.startsWith(`${name}.`) || name === `${known}.size`;
}
