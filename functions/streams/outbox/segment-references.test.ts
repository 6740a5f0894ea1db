import type { Rule } from '#domain/targeting/rule/rule';
import { findSegment, removeSegment } from '#usecases/targeting/segments';
import { WORKSPACE } from './testing.ts';
import { anOffice, change, create, DAY, id, members, NOW, plan, seats } from './testing-segments.ts';

describe('what refers to a segment', () => {
  it.each([
    ['in it', (segment: string): Rule => ({ segment }), ['user2@example.com', 'user4@example.com']],
    ['not in it', (segment: string): Rule => ({ not: { segment } }), ['user1@example.com', 'user3@example.com']],
  ])('waits for the first build: a campaign for those %s mails nobody else', async (_, audience, mailed) => {
    const engine = await anOffice(4);
    const segment = await create(engine, plan('pro'));
    await engine.launch({ audience: audience(segment.id) });
    await engine.settle();

    expect(engine.sent.map(({ to }) => to).sort()).toEqual(mailed);
  });

  it('uses the old version while a new one is being built', async () => {
    const engine = await anOffice(4);
    const segment = await create(engine, plan('pro'));
    await engine.settle();
    engine.evaluations.length = 0;
    await change(engine, segment.id, plan('free'));
    await engine.workStream();
    const jobs = engine.evaluations.splice(0);
    await engine.launch({ audience: { segment: segment.id } });
    await engine.settle();
    const before = engine.sent.map(({ to }) => to).sort();
    engine.evaluations.push(...jobs);
    await engine.settle();

    expect(before).toEqual(['user2@example.com', 'user4@example.com']);
    expect(engine.sent.map(({ to }) => to).sort()).toEqual([1, 2, 3, 4].map((n) => `user${n}@example.com`));
  });

  it('is built after the segments it refers to', async () => {
    const engine = await anOffice(8);
    const paying = await create(engine, plan('pro'));
    const large = await create(engine, { all: [{ segment: paying.id }, seats('gte', 5)] });
    const others = await create(engine, { not: { segment: large.id } });
    await engine.settle();

    expect(await members(engine, large.id)).toEqual([6, 8]);
    expect(await members(engine, others.id)).toEqual([1, 2, 3, 4, 5, 7]);
    await change(engine, paying.id, plan('free'));
    await engine.settle();
    expect(await members(engine, large.id)).toEqual([5, 7]);
    expect(await members(engine, others.id)).toEqual([1, 2, 3, 4, 6, 8]);
  });

  it('may be entered only after some time in the segment', async () => {
    const engine = await anOffice(2);
    const segment = await create(engine, plan('pro'));
    const settled = await create(engine, { segment: segment.id, for: '3d' });
    await engine.settle();
    const seen = [await members(engine, settled.id)];
    engine.clock.set(NOW + 3 * DAY);
    await engine.tick();
    seen.push(await members(engine, settled.id));

    expect(seen).toEqual([[], [2]]);
  });

  it('cannot close a circle or name a segment that is not there', async () => {
    const engine = await anOffice(0);
    const first = await create(engine, { everyone: true });
    const second = await create(engine, { segment: first.id });
    await engine.settle();

    await expect(change(engine, first.id, { not: { segment: second.id } })).rejects.toMatchObject({
      code: 'unprocessable',
      message: `rule: the segment would depend on itself: ${first.id} -> ${second.id} -> ${first.id}`,
    });
    await expect(create(engine, { segment: 'nobody' })).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(engine.launch({ audience: { segment: 'nobody' } })).rejects.toMatchObject({
      code: 'unprocessable',
      details: { field: 'audience' },
    });
  });

  it('keeps it from being deleted, until nothing does', async () => {
    const engine = await anOffice(2);
    const segment = await create(engine, plan('pro'), 'Paying');
    const other = await create(engine, { segment: segment.id }, 'Also paying');
    const campaignId = await engine.launch({ audience: { not: { segment: segment.id } } });
    await engine.settle();
    const remove = (segmentId: string) => removeSegment(engine.product, engine.actor, segmentId, 'request-9');

    await expect(remove(segment.id)).rejects.toMatchObject({
      code: 'conflict',
      message: `The segment is used by segment Also paying (${other.id}), campaign Invite a teammate (${campaignId})`,
    });
    await engine.act(campaignId, 'stop');
    await remove(other.id);
    await remove(segment.id);
    await engine.settle();

    await expect(findSegment(engine.product, engine.actor, segment.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await engine.stores.rules.load(WORKSPACE)).rules).toEqual([]);
    expect(await engine.stores.segmentMembers.listsOf(WORKSPACE, id(2))).toEqual([]);
  });
});
