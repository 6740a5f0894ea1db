import { unapplied, withApplied } from './applied-sequences.ts';
import { emptyProfile, type Profile } from './profile.ts';

const FIRST = 111_100_000_000_001_234_567_000n;
const at = (...places: number[]) => places.map((place) => ({ sequence: String(FIRST + BigInt(place)) }));
const places = (events: { sequence: string }[]) => events.map(({ sequence }) => Number(BigInt(sequence) - FIRST));

/** Takes events in; returns the profile and which of them it did not hold. */
function take(profile: Profile, events: { sequence: string }[], late = false) {
  const fresh = unapplied(profile, events, late);
  return { profile: fresh.length > 0 ? withApplied(profile, fresh, late) : profile, fresh: places(fresh) };
}

const empty = emptyProfile('acme0000', 'c1');

describe('the places of events in the stream (X42)', () => {
  it('take each event once, in order', () => {
    const first = take(empty, at(1, 2));

    expect(first.fresh).toEqual([1, 2]);
    expect(take(first.profile, at(1, 2, 3)).fresh).toEqual([3]);
  });

  it('take an event that comes after later ones once', () => {
    const { profile } = take(take(empty, at(1)).profile, at(3, 4));
    const late = take(profile, at(2), true);

    expect(late.fresh).toEqual([2]);
    expect(take(late.profile, at(2), true).fresh).toEqual([]);
    expect(take(late.profile, at(2)).fresh).toEqual([]);
  });

  it('know an event that was taken in its order when it comes late again', () => {
    const { profile } = take(take(empty, at(1, 2)).profile, at(3));

    expect(take(profile, at(1, 2, 3), true).fresh).toEqual([]);
  });

  it('do not let a late event stand before those that its lane still holds', () => {
    const late = take(take(empty, at(1)).profile, at(5), true);

    expect(late.fresh).toEqual([5]);
    expect(take(late.profile, at(3, 5, 6)).fresh).toEqual([3, 6]);
  });
});
