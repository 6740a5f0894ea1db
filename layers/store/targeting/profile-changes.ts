import { ownValue, setOwnValue } from '#domain/kernel/own-value';
import type { Membership, Profile, ProfileBase, StreamState } from '#domain/targeting/profile/profile';

/** A stream as it differs from that of the base: behind `recent` follow so many of the base's newest stamps. */
export type StreamChange = StreamState & { shared?: number };

/** What of a profile is not as its base has it. */
export type ProfileChanges = Pick<Profile, 'events' | 'memberships'> & {
  streams: Record<string, StreamChange>;
  /** Keys of streams and ids of rules that the base has and the profile has not. */
  gone: { streams: string[]; memberships: string[] };
};

/** What profiles and bases have of what grows. */
type Grown = Pick<ProfileBase, 'events' | 'streams' | 'memberships'>;

/**
 * Takes a profile and its base; returns what differs. Memberships that flipped with this write are in it in any case: who
 * hears of the write from the stream sees no base.
 */
export function changesSince(base: Grown, profile: Profile): ProfileChanges {
  const { events, streams, memberships, transitions } = profile;
  const flipped = new Set(transitions.map(({ ruleId }) => ruleId));
  const isKnown = (id: string, row: Membership) => !flipped.has(id) && isSame(ownValue(base.memberships, id), row);
  const changed: Record<string, StreamChange> = {};
  for (const [key, state] of Object.entries(streams)) {
    const known = ownValue(base.streams, key);
    if (!isSame(known, state)) setOwnValue(changed, key, known === undefined ? state : streamChange(known, state));
  }
  return {
    events: without(events, (name, summary) => isSame(ownValue(base.events, name), summary)),
    streams: changed,
    memberships: without(memberships, isKnown),
    gone: { streams: missingIn(streams, base.streams), memberships: missingIn(memberships, base.memberships) },
  };
}

/** Takes a base and what differs from it; returns the two together. */
export function withChanges(base: Grown, { events, streams, memberships, gone }: ProfileChanges): Grown {
  const all: Grown = {
    events: { ...base.events },
    streams: without(base.streams, (key) => gone.streams.includes(key)),
    memberships: without(base.memberships, (id) => gone.memberships.includes(id)),
  };
  for (const [name, summary] of Object.entries(events)) setOwnValue(all.events, name, summary);
  for (const [id, row] of Object.entries(memberships)) setOwnValue(all.memberships, id, row);
  for (const [key, { shared = 0, ...state }] of Object.entries(streams)) {
    const older = ownValue(base.streams, key)?.recent.slice(0, shared) ?? [];
    setOwnValue(all.streams, key, { ...state, recent: [...state.recent, ...older] });
  }
  return all;
}

/** Events come in their order mostly: a stream has gained some stamps in front of those it had. */
function streamChange(known: StreamState, state: StreamState): StreamChange {
  const { recent } = state;
  for (let gained = 0; gained < recent.length; gained += 1) {
    const shared = recent.length - gained;
    if (shared > known.recent.length || recent[gained] !== known.recent[0]) continue;
    if (recent.every((stamp, index) => index < gained || stamp === known.recent[index - gained]))
      return { ...state, recent: recent.slice(0, gained), shared };
  }
  return state;
}

function without<Value>(
  record: Record<string, Value>,
  isLeftOut: (key: string, value: Value) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => !isLeftOut(key, value)));
}

const missingIn = (record: object, known: object) => Object.keys(known).filter((key) => !Object.hasOwn(record, key));

/** What no write has touched is the same object. */
function isSame(known: object | undefined, present: object): boolean {
  return known === present || (known !== undefined && JSON.stringify(known) === JSON.stringify(present));
}
