import { anEvent } from '#domain/people/event/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import { findSegment, updateSegment } from '#usecases/targeting/segments';
import { WORKSPACE } from './testing.ts';
import { anOffice, change, create, DAY, flagOf, id, members, NOW, plan, report, seats } from './testing-segments.ts';

describe('a new segment', () => {
  it('is being built until every contact has been evaluated, and then lists and counts its members', async () => {
    const engine = await anOffice(20);
    const segment = await create(engine, plan('pro'));
    expect(await report(engine, segment.id)).toMatchObject({
      segment: { serving: null },
      count: null,
      progress: { done: 0, total: null },
    });

    await engine.settle();

    expect(await report(engine, segment.id)).toMatchObject({
      segment: { serving: { version: 1 }, building: null },
      count: 10,
      progress: null,
    });
    expect(await members(engine, segment.id)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
  });

  it('tells how far its build is', async () => {
    const engine = await anOffice(4_800);
    const segment = await create(engine, seats('gte', 4_000));
    // Every shard's first job: of those of some 600 contacts the first 500.
    for (let step = 0; step < LISTING_SHARDS; step += 1) await engine.step();

    expect((await report(engine, segment.id)).progress).toEqual({ done: 8 * 500, total: 4_800 });
  });

  it('is empty and live in a workspace without contacts', async () => {
    const engine = await anOffice(0);
    const segment = await create(engine, { everyone: true });
    await engine.settle();

    expect(await report(engine, segment.id)).toMatchObject({ segment: { building: null }, count: 0 });
  });

  it('follows attributes, events and time at the instant they change', async () => {
    const engine = await anOffice(1);
    const active: Rule = { event: 'seen', last: { op: 'less_than_ago', value: '1d' } };
    const segment = await create(engine, { any: [plan('pro'), active] });
    await engine.settle();
    const seen: number[] = [(await members(engine, segment.id)).length];

    await engine.track(anEvent({ workspaceId: WORKSPACE, contactId: id(1), name: 'seen', createdAt: NOW }));
    await engine.settle();
    seen.push((await members(engine, segment.id)).length);
    engine.clock.set(NOW + DAY);
    await engine.tick();
    seen.push((await members(engine, segment.id)).length);
    await engine.changeContact(id(1), { customAttributes: { plan: 'pro' } });
    await engine.settle();
    seen.push((await members(engine, segment.id)).length);

    expect(seen).toEqual([0, 1, 0, 1]);
  });
});

describe('a changed segment', () => {
  it('serves its old version until the new one is complete, and all of the new one from then on (J05)', async () => {
    const engine = await anOffice(1_200);
    const segment = await create(engine, seats('gte', 601));
    await engine.settle();
    await change(engine, segment.id, seats('lt', 901));

    const counts = new Set<number | null>();
    for (let step = 0; step < 60; step += 1) {
      counts.add((await report(engine, segment.id)).count);
      await engine.step();
    }

    expect([...counts]).toEqual([600, 900]);
    expect((await members(engine, segment.id)).length).toBe(900);
  });

  it('declares an exit and an entry only of who belongs to one version alone (J05, J06)', async () => {
    const engine = await anOffice(12);
    const segment = await create(engine, seats('gte', 5));
    await engine.settle();
    const before = await flagOf(engine, segment.id, 6);
    engine.clock.advance(DAY);
    engine.told.splice(0);
    await change(engine, segment.id, seats('lt', 9));
    await engine.settle();

    const flips = engine.told.flatMap((fact) => {
      if (fact.kind !== 'profile-decided') return [];
      const contact = Number.parseInt(fact.profile.contactId, 16);
      const ofSegment = fact.profile.transitions.filter(({ ruleId }) => ruleId === segment.id);
      return ofSegment.map(({ entered }) => `${entered ? 'enters' : 'leaves'} ${contact}`);
    });
    expect(flips.sort()).toEqual(
      [...[1, 2, 3, 4].map((n) => `enters ${n}`), ...[9, 10, 11, 12].map((n) => `leaves ${n}`)].sort(),
    );
    expect(await flagOf(engine, segment.id, 6)).toMatchObject({ member: true, since: before?.since, entries: 1 });
    expect(await members(engine, segment.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('gives up what was being built when it is changed again, and what it no longer needs', async () => {
    const engine = await anOffice(600);
    const segment = await create(engine, seats('gte', 1));
    await engine.settle();
    await change(engine, segment.id, seats('gte', 500));
    await engine.step();
    await change(engine, segment.id, seats('gte', 599));
    await engine.settle();

    expect(await members(engine, segment.id)).toEqual([599, 600]);
    expect(await engine.stores.segmentMembers.listsOf(WORKSPACE, id(600))).toEqual([
      { workspaceId: WORKSPACE, segmentId: segment.id, version: 3 },
    ]);
  });

  it('builds nothing for the rule that serves already, nor for another name', async () => {
    const engine = await anOffice(4);
    const segment = await create(engine, plan('pro'));
    await engine.settle();
    await change(engine, segment.id, plan('free'));
    await change(engine, segment.id, plan('pro'));
    await updateSegment(engine.product, engine.actor, segment.id, { name: 'Paying' }, 'request-3');
    await engine.settle();

    expect(await findSegment(engine.product, engine.actor, segment.id)).toMatchObject({
      name: 'Paying',
      serving: { version: 1 },
      building: null,
    });
    expect(await members(engine, segment.id)).toEqual([2, 4]);
  });

  it('evaluates once more who was decided by the old version at the moment of the swap', async () => {
    const engine = await anOffice(2);
    const segment = await create(engine, plan('pro'));
    await engine.settle();
    await change(engine, segment.id, plan('free'));
    await engine.settle();
    const late = await engine.stores.profiles.get(WORKSPACE, id(1));
    const stale = { ...late, memberships: { [segment.id]: { member: false, ruleVersion: 1, since: NOW, entries: 1 } } };
    await engine.stores.profiles.save(stale);
    engine.decided({ ...stale, transitions: [{ ruleId: segment.id, entered: false, entry: 1, at: NOW }] });
    await engine.settle();

    expect(await flagOf(engine, segment.id, 1)).toMatchObject({ member: true, ruleVersion: 2 });
    expect(await members(engine, segment.id)).toEqual([1]);
  });
});
