import * as fc from 'fast-check';
import { emptyProfile, type Profile, type StreamState } from '#domain/targeting/profile/profile';
import { memoryTable } from '../table/memory-table.ts';
import { decidedProfileOfItem, profileWrites } from './profile-item.ts';
import { profileStore } from './profiles.ts';

const settings = { seed: Number(process.env.PROPERTY_SEED ?? 7), numRuns: 60 };
const AT = 1_767_600_000_000;

type Change = { kind: 'event' | 'stamps' | 'late' | 'drop' | 'member' | 'leave'; n: number };

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('event', 'stamps', 'late', 'drop', 'member', 'leave'),
  n: fc.integer({ min: 0, max: 40 }),
});

/** One write of a contact with many names, streams and rules. */
function changed(profile: Profile, { kind, n }: Change, step: number): Profile {
  const { events, streams, memberships } = profile;
  const key = `stream-${n % 7}`;
  const state: StreamState = streams[key] ?? { first: AT, recent: [], kept: 60 };
  switch (kind) {
    case 'event':
      return {
        ...profile,
        events: { ...events, [`some-event-name-${n}`]: { count: step, first: AT + n, last: AT + step } },
      };
    case 'stamps': {
      const stamps = Array.from({ length: n }, (_, index) => AT + step * 100 - Math.floor(index / 2));
      const recent = [...stamps, ...state.recent].slice(0, state.kept);
      return { ...profile, streams: { ...streams, [key]: { ...state, recent, builtAt: step } } };
    }
    case 'late':
      return { ...profile, streams: { ...streams, [key]: { ...state, recent: [...state.recent, AT - step] } } };
    case 'drop':
      return { ...profile, streams: Object.fromEntries(Object.entries(streams).filter(([each]) => each !== key)) };
    case 'member': {
      const row = { member: step % 2 === 0, ruleVersion: 1, since: AT + step, entries: step };
      const transitions = [{ ruleId: `rule-${n}`, entered: row.member, entry: step, at: AT }];
      return { ...profile, memberships: { ...memberships, [`rule-${n}`]: row }, transitions };
    }
    case 'leave':
      return {
        ...profile,
        memberships: Object.fromEntries(Object.entries(memberships).filter(([id]) => id !== `rule-${n}`)),
      };
    default:
      return kind satisfies never;
  }
}

const withoutBase = ({ base: _, ...profile }: Profile) => profile;

test('a profile is read as it was saved, however large it becomes and whatever of it changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 150 }), async (changes) => {
      const profiles = profileStore(memoryTable());
      let plain = emptyProfile('workspace1', 'c1');
      for (const [step, each] of changes.entries()) {
        const stored = await profiles.get('workspace1', 'c1');
        await profiles.save(changed({ ...stored, transitions: [] }, each, step));
        plain = { ...changed({ ...plain, transitions: [] }, each, step), version: step + 1 };
      }

      const kept = await profiles.get('workspace1', 'c1');
      expect(withoutBase(kept)).toEqual(withoutBase(plain));
      expect(await profiles.getMany('workspace1', ['c0', 'c1'])).toEqual([emptyProfile('workspace1', 'c0'), kept]);
    }),
    settings,
  );
});

test('what flipped is told by the write itself, also when the rest is put aside with it', () => {
  const names = Array.from({ length: 200 }, (_, n) => [`some-event-name-${n}`, { count: 1, first: AT, last: AT }]);
  const row = { member: true, ruleVersion: 7, since: AT, entries: 1 };
  const profile: Profile = {
    ...emptyProfile('workspace1', 'c1'),
    events: Object.fromEntries(names),
    memberships: { rule: row, other: row },
    transitions: [{ ruleId: 'rule', entered: true, entry: 1, at: AT }],
  };

  const [head, base] = profileWrites(profile, 'absent');

  expect(base).toBeDefined();
  expect(decidedProfileOfItem(head.put).memberships).toEqual({ rule: row });
});
