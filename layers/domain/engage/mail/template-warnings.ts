import { didYouMean } from '../../kernel/nearest-name.ts';
import type { Warning } from '../../kernel/warning.ts';
import type { TemplateVariable } from './mail.ts';

/** The variables of `templateVariables` that everybody has who gets a mail. */
const OF_EVERYBODY = ['id', 'role', 'email', 'created_at', 'unsubscribe_url', 'workspace.name'];

/** Those that some have, with the members of those that have some. */
const OF_SOME = [
  ...['external_id', 'phone', 'name', 'signed_up_at', 'last_seen_at', 'language_override', 'browser', 'os'],
  ...['location.country', 'location.region', 'location.city', 'location.country_code'],
  'workspace.postal_address',
];

/** Those of the event by which somebody entered: its metadata is whatever was sent. */
const OF_EVENT = ['event.name', 'event.created_at', 'event.metadata'];

const CUSTOM = 'custom_attributes.';

/** What is known of the variables that contacts have: their custom attributes, and whether they enter by an event. */
export type KnownVariables = { attributes: readonly string[]; entersByEvent: boolean };

/** `nobody`: nobody has it, a mistake most likely. `some`: some may lack it and see a gap. */
export type TemplateWarning = Warning & { lacks: 'nobody' | 'some' };

/**
 * Takes the variables that a text names, its place in the request and what contacts have; returns those that nobody has,
 * which render to nothing, or to their default, for everybody, and those that some may lack and that have no default.
 */
export function templateWarnings(
  used: readonly TemplateVariable[],
  path: string,
  known: KnownVariables,
): TemplateWarning[] {
  const custom = known.attributes.flatMap((name) => [name, `${CUSTOM}${name}`]);
  const some = [...OF_SOME, ...custom];
  const all = [...OF_EVERYBODY, ...some, ...(known.entersByEvent ? OF_EVENT : [])];
  const gaps = used.flatMap(({ name, line, hasFallback }): TemplateWarning[] => {
    const written = `{{ ${name} }}${line > 1 ? ` (line ${line})` : ''}`;
    if (!all.some((each) => covers(each, name))) {
      const why =
        name.startsWith('event.') && !known.entersByEvent ? ': it is entered by no event' : didYouMean(name, all);
      return [{ path, lacks: 'nobody', message: `Nobody has a variable ${written}${why}` }];
    }
    if (hasFallback || OF_EVERYBODY.some((each) => covers(each, name)) || isOfEvent(name)) return [];
    const remedy = `write {{ ${name} | default: "…" }}, or ask for it by {% if ${name} %}`;
    return [{ path, lacks: 'some', message: `Some may have no ${written}; ${remedy}` }];
  });
  return gaps.filter((gap, index) => gaps.findIndex(({ message }) => message === gap.message) === index);
}

/** `location` is a variable as well, and so is the size of a name. */
function covers(known: string, name: string): boolean {
  return known === name || known.startsWith(`${name}.`) || name === `${known}.size` || isBelow(known, name);
}

/** What is in an event's metadata is known to whoever sends it. */
function isBelow(known: string, name: string): boolean {
  return known === 'event.metadata' && name.startsWith(`${known}.`);
}

/** Whoever enters by an event has one with a name and an instant; of its metadata, what the template names is up to its sender. */
const isOfEvent = (name: string) => ['event', 'event.name', 'event.created_at'].includes(name);
