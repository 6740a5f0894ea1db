import { anEvent } from '../../people/event/testing.ts';
import { type StreamNeed, streamSpec, streamsOf } from '../rule/stream.ts';
import { foldEvent, foldEvents, missingStreams, namesConcerning, summariseStream, withStream } from './fold-event.ts';
import { aProfile } from './testing.ts';

const AT = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

const streams = (...needs: StreamNeed[]) => streamsOf(needs.map(streamSpec));
const spec = (need: StreamNeed) => streamSpec(need);
const event = (createdAt: number, name = 'login', metadata = {}) =>
  anEvent({ id: `${name}${createdAt}`, name, createdAt, receivedAt: AT, metadata });

describe('foldEvents', () => {
  it('summarises each name for ever', () => {
    const { events } = foldEvents(aProfile(), [event(5), event(3), event(9), event(1, 'paid')], streams());

    expect(events).toEqual({ login: { count: 3, first: 3, last: 9 }, paid: { count: 1, first: 1, last: 1 } });
  });

  it('leaves the profile it was given alone', () => {
    const before = aProfile();

    foldEvent(before, event(5), streams({ event: 'login', keep: 2 }));

    expect(before).toEqual(aProfile());
  });

  it('keeps as many recent stamps as the rules need, and the first', () => {
    const folded = foldEvents(
      aProfile(),
      [event(5), event(3), event(9), event(9)],
      streams({ event: 'login', keep: 2 }),
    );

    expect(folded.streams).toEqual({ '=login': { first: 3, recent: [9, 9], kept: 2 } });
  });

  it('counts names that objects have (X41)', () => {
    const { events } = foldEvents(aProfile(), [event(5, '__proto__'), event(6, 'constructor')], streams());

    expect(Object.entries(events)).toEqual([
      ['__proto__', { count: 1, first: 5, last: 5 }],
      ['constructor', { count: 1, first: 6, last: 6 }],
    ]);
    expect(Object.getPrototypeOf(events)).toBe(Object.prototype);
  });

  it('drops streams that no rule needs any more', () => {
    const before = foldEvent(aProfile(), event(5), streams({ event: 'login', keep: 2 }));

    expect(foldEvent(before, event(6), streams()).streams).toEqual({});
  });

  it('begins no stream in the middle of a history', () => {
    const before = foldEvent(aProfile(), event(5), streams());
    const needed = streams({ event: 'login', keep: 2 });

    const after = foldEvent(before, event(6), needed);

    expect(after.streams).toEqual({});
    expect(missingStreams(after, needed).map(({ key }) => key)).toEqual(['=login']);
  });
});

describe('missingStreams', () => {
  const two = streams({ event: 'login', keep: 2 });
  const three = streams({ event: 'login', keep: 3 });

  it('names none for a contact without such events', () => {
    expect(missingStreams(foldEvent(aProfile(), event(5, 'paid'), two), two)).toEqual([]);
  });

  it('names a stream that has dropped what a new rule needs', () => {
    const full = foldEvents(aProfile(), [event(5), event(6)], two);

    expect(missingStreams(full, three).map(({ key }) => key)).toEqual(['=login']);
    expect(missingStreams(foldEvent(full, event(7), three), three).map(({ key }) => key)).toEqual(['=login']);
  });

  it('names none that still holds everything', () => {
    const single = foldEvent(aProfile(), event(5), two);

    expect(missingStreams(single, three)).toEqual([]);
    expect(foldEvents(single, [event(6), event(7)], three).streams['=login']?.recent).toEqual([7, 6, 5]);
  });

  it('names a stream whose newest occurrence was never asked about', () => {
    const known = foldEvent(aProfile(), event(5), two);

    expect(missingStreams(known, streams({ event: 'login', keep: 2, lastHas: { device: 'phone' } }))).toHaveLength(1);
  });
});

describe('summariseStream', () => {
  const answered = { event: 'checkout', without: 'paid', keep: 1 };

  it('builds from stored events what folding would have', () => {
    const events = [event(9, 'paid'), event(5, 'checkout'), event(3, 'paid'), event(7, 'paid')];

    expect(summariseStream(events, spec(answered), AT)).toEqual({
      first: 5,
      recent: [5],
      kept: 1,
      answers: [9, 7, 3],
      answered: 7,
      builtAt: AT,
    });
  });

  it('remembers that there was nothing', () => {
    expect(summariseStream([event(1, 'paid')], spec({ event: 'x', keep: 3 }), AT)).toEqual({
      first: 0,
      recent: [],
      kept: 3,
      builtAt: AT,
    });
  });

  it('holds an event once that is folded in after it was read from the store', () => {
    const need = { event: 'login', keep: 5 };
    const before = foldEvent(aProfile(), event(1), streams());
    const built = withStream(before, spec(need), summariseStream([event(1), event(5)], spec(need), AT));

    const after = foldEvents(built, [event(5), { ...event(6), receivedAt: AT + MINUTE }], streams(need));

    expect(after.streams['=login']?.recent).toEqual([6, 5, 1]);
  });

  it('counts two of the same instant that come later', () => {
    const need = { event: 'login', keep: 5 };
    const built = withStream(aProfile(), spec(need), summariseStream([], spec(need), AT));
    const later = { ...event(5), receivedAt: AT + 2 * MINUTE };

    expect(foldEvents(built, [later, { ...later, id: 'other' }], streams(need)).streams['=login']?.recent).toEqual([
      5, 5,
    ]);
  });
});

describe('namesConcerning', () => {
  it('lists the names of a pattern and of its answers that the contact has sent', () => {
    const profile = foldEvents(aProfile(), [event(1, 'a-x'), event(1, 'a-y'), event(1, 'b'), event(1, 'c')], streams());

    expect(namesConcerning(profile, spec({ event: 'a-*', without: 'b', keep: 1 }))).toEqual(['a-x', 'a-y', 'b']);
  });
});
