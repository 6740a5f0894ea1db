import type { TrackedEvent } from '../../people/event/tracked-event.ts';
import { filterKey, type MetadataFilter, metadataFilter } from './metadata-filter.ts';
import type { Where } from './rule.ts';

/**
 * What a profile has to remember of a contact's events beyond their summaries by name: one per event name or
 * pattern, property filter and, for `without`, other event.
 */
export type StreamSpec = {
  /** The key in `Profile.streams`. */
  key: string;
  /** Whose occurrences it holds: a name, or the beginning of names before a "*". */
  event: string;
  /** How many of the most recent stamps are needed. */
  keep: number;
  matches: MetadataFilter;
  /** What is asked of the newest occurrence, by filter key. */
  lastHas: Record<string, MetadataFilter>;
  /** The other event of a `without`. */
  without?: string;
};

/** The streams that a set of rules needs. */
export type StreamSet = {
  specs: readonly StreamSpec[];
  /** Takes an event's name; returns the specs that it may belong to or answer. */
  concerning(name: string): readonly StreamSpec[];
};

export type StreamNeed = { event: string; where?: Where; keep: number; lastHas?: Where; without?: string };

/** Takes what a rule asks of a stream; returns its spec. */
export function streamSpec(need: StreamNeed): StreamSpec {
  const spec: StreamSpec = {
    key: streamKey(need),
    event: need.event,
    keep: need.keep,
    matches: metadataFilter(need.where),
    lastHas: need.lastHas ? { [filterKey(need.lastHas)]: metadataFilter(need.lastHas) } : {},
  };
  return need.without === undefined ? spec : { ...spec, without: need.without };
}

/** Takes the specs of several rules; returns each stream once, able to serve the most demanding of them. */
export function streamsOf(specs: Iterable<StreamSpec>): StreamSet {
  const merged = new Map<string, StreamSpec>();
  for (const spec of specs) {
    const known = merged.get(spec.key);
    merged.set(
      spec.key,
      known
        ? { ...known, keep: Math.max(known.keep, spec.keep), lastHas: { ...known.lastHas, ...spec.lastHas } }
        : spec,
    );
  }
  const all = [...merged.values()];
  const byName = new Map<string, readonly StreamSpec[]>();
  return {
    specs: all,
    concerning: (name) => {
      const known = byName.get(name);
      if (known) return known;
      const found = all.filter((spec) => nameMatches(spec.event, name) || answersTo(spec, name));
      if (byName.size >= MAX_NAMES_KEPT) byName.clear();
      byName.set(name, found);
      return found;
    },
  };
}

/** Names come from clients: the index by name must not grow without end. */
const MAX_NAMES_KEPT = 1_000;

/** Takes a name or pattern of a rule and the name of an event; returns whether they fit. */
export function nameMatches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Returns whether an event occurs in the stream. */
export function occursIn(spec: StreamSpec, event: TrackedEvent): boolean {
  return nameMatches(spec.event, event.name) && spec.matches(event.metadata);
}

/** Returns whether an event of that name is what a `without` waits for. */
export function answersTo(spec: StreamSpec, name: string): boolean {
  return spec.without !== undefined && nameMatches(spec.without, name);
}

/** The first character says what follows, so that no event name can pass for another stream's key. */
function streamKey({ event, where, without }: StreamNeed): string {
  const filter = filterKey(where);
  if (without !== undefined) return `-${filter}:${JSON.stringify([event, without])}`;
  return filter === '' ? `=${event}` : `?${filter}:${event}`;
}
