import { DUE_SHARDS, type DueEntry } from '#domain/kernel/due';
import { emptyProfile } from '#domain/targeting/profile/profile';
import type { LiveRule } from '#domain/targeting/rule/live-rule';
import type { Stores } from '#store/stores';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** What every store of profiles, rules and timers does. */
export function targetingContract(stores: () => Stores): void {
  describe('profiles', () => {
    it('returns an empty profile for a contact who has none', async () => {
      const workspaceId = workspaceOfTest();

      expect(await stores().profiles.get(workspaceId, hex(1))).toEqual(emptyProfile(workspaceId, hex(1)));
    });

    it('returns a profile as it was saved, one version later', async () => {
      const { profiles } = stores();
      const workspaceId = workspaceOfTest();
      const profile = {
        ...emptyProfile(workspaceId, hex(1)),
        events: { 'a b#c': { count: 2, first: 1, last: 1_767_600_000_000 } },
        sessions: {
          count: 9,
          runs: [
            { from: 40, to: 50 },
            { from: 20, to: 20 },
          ],
        },
        streams: {
          '["x"]': { first: 0, recent: [], kept: 3 },
          y: { first: 1, recent: [2, 1], kept: 2, lastHas: { k: true }, answers: [5], answered: 5, builtAt: 9 },
        },
        memberships: {
          [hex(0xabc)]: { member: true, ruleVersion: 3, since: 1_767_600_000_000, entries: 1 },
          'odd id~*+,.': { member: false, ruleVersion: 0, since: -5, entries: 0 },
        },
        armedAt: 1_767_600_000_001,
        appliedSequence: '111100000000001234567890',
        transitions: [{ ruleId: hex(0xabc), entered: true, entry: 1, at: 1_767_600_000_000 }],
        correlationId: 'request-1',
      };

      await profiles.save(profile);

      expect(await profiles.get(workspaceId, hex(1))).toEqual({ ...profile, version: 1 });
      const many = await profiles.getMany(workspaceId, [hex(2), hex(1)]);
      expect(many.map(({ contactId, version }) => [contactId, version])).toEqual([
        [hex(2), 0],
        [hex(1), 1],
      ]);
    });

    it('saves one of two writers of the same version', async () => {
      const { profiles } = stores();
      const profile = emptyProfile(workspaceOfTest(), hex(1));

      await profiles.save(profile);

      await expect(profiles.save(profile)).rejects.toMatchObject({ code: 'conflict' });
      await profiles.save({ ...profile, version: 1 });
      await expect(profiles.save({ ...profile, version: 1 })).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  describe('live rules', () => {
    const aRule = (workspaceId: string, id: string): LiveRule => ({
      id,
      workspaceId,
      purpose: 'campaign',
      version: 1,
      rule: { not: { all: [{ everyone: true }] } },
      timezone: 'Europe/Paris',
      startedAt: 1_767_600_000_000,
      enroll: 'future_only',
    });

    it('moves the stamp with every change of the rules', async () => {
      const { rules } = stores();
      const workspaceId = workspaceOfTest();
      expect(await rules.load(workspaceId)).toEqual({ workspaceId, stamp: 0, rules: [] });

      await rules.put(aRule(workspaceId, hex(1)));
      await rules.put(aRule(workspaceId, hex(2)));
      await rules.remove(workspaceId, hex(1));

      expect(await rules.stamp(workspaceId)).toBe(3);
      expect(await rules.load(workspaceId)).toEqual({ workspaceId, stamp: 3, rules: [aRule(workspaceId, hex(2))] });
    });
  });

  describe('timers', () => {
    const dueIn = async (workspaceId: string, now: number, limit = 99): Promise<DueEntry[]> => {
      const shards = Array.from({ length: DUE_SHARDS }, (_, shard) =>
        stores().due.listDue(workspaceId, shard, now, limit),
      );
      return (await Promise.all(shards)).flat().sort((a, b) => a.at - b.at);
    };
    const anEntry = (workspaceId: string, n: number, at: number): DueEntry => ({
      workspaceId,
      kind: 'targeting',
      subjectId: hex(n),
      at,
    });

    it('finds what is due at or before an instant, however long ago, and nothing else', async () => {
      const { due } = stores();
      const workspaceId = workspaceOfTest();
      const instants = [1, 999_999_999_999, 1_767_600_000_000, 1_767_600_000_001, 9_999_999_999_999];
      for (const [n, at] of instants.entries()) await due.arm(anEntry(workspaceId, n, at));
      await due.arm(anEntry(workspaceOfTest(), 1, 1));

      const found = await dueIn(workspaceId, 1_767_600_000_000);

      expect(found.map(({ at }) => at)).toEqual([1, 999_999_999_999, 1_767_600_000_000]);
    });

    it('keeps the same entry once and forgets it when removed', async () => {
      const { due } = stores();
      const workspaceId = workspaceOfTest();
      const entries = Array.from({ length: 60 }, (_, n) => anEntry(workspaceId, n, n + 1));
      for (const entry of [...entries.slice(0, 40), ...entries]) await due.arm(entry);
      expect(await dueIn(workspaceId, 100)).toEqual(entries);

      await due.remove(entries.slice(5));
      await due.remove(entries.slice(5));
      await due.remove([]);

      expect(await dueIn(workspaceId, 100)).toEqual(entries.slice(0, 5));
    });

    it('returns the oldest first up to the limit', async () => {
      const { due } = stores();
      const workspaceId = workspaceOfTest();
      for (const at of [30, 10, 20]) await due.arm({ ...anEntry(workspaceId, 1, at), kind: 'campaign' });

      expect((await dueIn(workspaceId, 100, 2)).map(({ at }) => at)).toEqual([10, 20]);
    });

    it('tells the next instant after another', async () => {
      const { due } = stores();
      const workspaceId = workspaceOfTest();
      for (const [n, at] of [10, 20, 30].entries()) await due.arm(anEntry(workspaceId, n, at));

      expect(await due.nextAfter(workspaceId, 10)).toBe(20);
      expect(await due.nextAfter(workspaceId, 30)).toBeUndefined();
      expect(await due.nextAfter(workspaceOfTest(), 0)).toBeUndefined();
    });
  });
}
