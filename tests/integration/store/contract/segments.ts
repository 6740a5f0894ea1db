import type { MemberList, Segment } from '#domain/targeting/segment/segment';
import { aSegment } from '#domain/targeting/segment/testing';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** What every store of segments, their members and their builds does. */
export function segmentContract(stores: () => Stores): void {
  const stored = async (changes: Partial<Segment> = {}) => {
    const segment = aSegment({ workspaceId: workspaceOfTest(), ...changes });
    await stores().segments.save({ after: segment, stamp: await stores().rules.stamp(segment.workspaceId) });
    return segment;
  };
  const next = { version: 2, list: 2, rule: { tag: '7' }, timezone: 'UTC', startedAt: 1_767_600_000_000 };

  describe('segments', () => {
    it('returns a segment as it was saved, with its live rule', async () => {
      const segment = await stored({ name: 'Später #1' });

      expect(await stores().segments.get(segment.workspaceId, segment.id)).toEqual(segment);
      expect(await stores().segments.list(segment.workspaceId)).toEqual([segment]);
      expect(await stores().rules.load(segment.workspaceId)).toMatchObject({
        stamp: 1,
        rules: [{ id: segment.id, purpose: 'segment', version: 1, rule: { everyone: true } }],
      });
    });

    it('evaluates a new version beside the serving one, and puts it in its place', async () => {
      const { segments, rules } = stores();
      const first = await stored();
      const building = { ...first, building: next, lastVersion: 2 };
      await segments.save({ before: first, after: building, stamp: 1 });
      const beside = (await rules.load(first.workspaceId)).rules;
      await segments.save({
        before: { ...building, revision: 2 },
        after: { ...building, serving: next, building: null },
        stamp: 2,
      });
      const after = (await rules.load(first.workspaceId)).rules;

      expect(beside.map(({ id, version, replaces }) => [id, version, replaces])).toEqual([
        [first.id, 1, undefined],
        [`${first.id}.2`, 2, first.id],
      ]);
      expect(after.map(({ id, version, replaces }) => [id, version, replaces])).toEqual([[first.id, 2, undefined]]);
    });

    it('moves no stamp for another name', async () => {
      const { segments, rules } = stores();
      const segment = await stored();

      await segments.save({ before: segment, after: { ...segment, name: 'Renamed' }, stamp: 1 });

      expect(await rules.stamp(segment.workspaceId)).toBe(1);
      expect(await segments.get(segment.workspaceId, segment.id)).toMatchObject({ name: 'Renamed', revision: 2 });
    });

    it('saves nothing on a stale segment or when the rules have changed', async () => {
      const { segments, rules } = stores();
      const segment = await stored();
      const after = { ...segment, building: next };

      await expect(segments.save({ before: segment, after, stamp: 0 })).rejects.toMatchObject({ code: 'conflict' });
      await expect(segments.save({ before: { ...segment, revision: 9 }, after, stamp: 1 })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(segments.save({ after: segment, stamp: 1 })).rejects.toMatchObject({ code: 'conflict' });
      expect(await rules.stamp(segment.workspaceId)).toBe(1);
      expect(await segments.get(segment.workspaceId, segment.id)).toEqual(segment);
    });

    it('hides a deleted segment and its rules, and forgets it', async () => {
      const { segments, rules } = stores();
      const segment = await stored();
      await segments.save({ before: segment, after: { ...segment, deleted: true }, stamp: 1 });
      await segments.forget(segment.workspaceId, segment.id);

      expect(await segments.get(segment.workspaceId, segment.id)).toBeUndefined();
      expect(await segments.list(segment.workspaceId)).toEqual([]);
      expect((await rules.load(segment.workspaceId)).rules).toEqual([]);
    });
  });

  describe('members of segments', () => {
    const listOf = (version = 1): MemberList => ({ workspaceId: workspaceOfTest(), segmentId: hex(9), version });

    it('lists members by creation, page by page, over all shards', async () => {
      const { segmentMembers } = stores();
      const list = listOf();
      for (const n of [3, 1, 5, 2, 4]) await segmentMembers.put(list, { contactId: hex(n), createdAt: 1_000 + n });
      await segmentMembers.put(list, { contactId: hex(3), createdAt: 1_003 });

      const first = await segmentMembers.page(list, { limit: 2, newestFirst: true });
      const second = await segmentMembers.page(list, { limit: 9, newestFirst: true, after: first.at(-1) });

      expect([...first, ...second].map(({ contactId }) => contactId)).toEqual([5, 4, 3, 2, 1].map(hex));
      expect(first[0]).toEqual({ contactId: hex(5), createdAt: 1_005 });
      expect(await segmentMembers.count(list, 0)).toBe(5);
    });

    it('keeps the lists of versions apart', async () => {
      const { segmentMembers } = stores();
      const [one, two] = [listOf(), listOf(2)];
      await segmentMembers.put(one, { contactId: hex(1), createdAt: 5 });
      await segmentMembers.put({ ...two, workspaceId: one.workspaceId }, { contactId: hex(1), createdAt: 5 });
      expect(await segmentMembers.listsOf(one.workspaceId, hex(1))).toHaveLength(2);

      await segmentMembers.remove(one, hex(1));
      await segmentMembers.remove(one, hex(1));

      expect(await segmentMembers.count(one, 0)).toBe(0);
      expect(await segmentMembers.listsOf(one.workspaceId, hex(1))).toEqual([{ ...one, version: 2 }]);
    });

    it('sweeps a list in steps', async () => {
      const { segmentMembers } = stores();
      const list = listOf();
      for (let n = 1; n <= 30; n += 1) await segmentMembers.put(list, { contactId: hex(n), createdAt: n });

      let steps = 1;
      while (await segmentMembers.sweep(list, 8)) steps += 1;

      expect(steps).toBeGreaterThan(1);
      expect(await segmentMembers.count(list, 0)).toBe(0);
    });
  });

  describe('builds of segments', () => {
    it('tells how far each shard is', async () => {
      const { segmentBuilds } = stores();
      const list = { workspaceId: workspaceOfTest(), segmentId: hex(9), version: 1 };
      await segmentBuilds.report(list, 3, { done: 500, total: 700, finished: false });
      await segmentBuilds.report(list, 3, { done: 700, total: 700, finished: true });
      await segmentBuilds.report(list, 11, { done: 0, total: 4, finished: false });

      expect(await segmentBuilds.progress(list)).toEqual([
        { done: 700, total: 700, finished: true },
        { done: 0, total: 4, finished: false },
      ]);
      expect(await segmentBuilds.progress({ ...list, version: 2 })).toEqual([]);
    });
  });

  describe('the census', () => {
    it('counts leads and users and chooses the same ones every time', async () => {
      const { census, contacts } = stores();
      const workspaceId = workspaceOfTest();
      for (let n = 1; n <= 12; n += 1) await contacts.create(aStoredContact({ workspaceId, id: hex(n), role: 'lead' }));

      const { total, contactIds } = await census.sample(workspaceId, 5);
      const counted = await Promise.all(Array.from({ length: 8 }, (_, shard) => census.countShard(workspaceId, shard)));

      expect([total, contactIds.length, new Set(contactIds).size]).toEqual([12, 5, 5]);
      expect((await census.sample(workspaceId, 5)).contactIds).toEqual(contactIds);
      expect(counted.reduce((sum, each) => sum + each, 0)).toBe(12);
    });
  });
}
