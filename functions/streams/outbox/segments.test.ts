import { aContact } from '#domain/contact/testing';
import { anEvent } from '#domain/event/testing';
import type { Transition } from '#domain/profile/profile';
import type { Rule } from '#domain/targeting/rule';
import { LISTING_SHARDS } from '#store/keys/contact-keys';
import { anEngine, WORKSPACE } from './testing.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
const DAY = 86_400_000;

type Engine = Awaited<ReturnType<typeof anEngine>>;

const id = (n: number) => n.toString(16).padStart(24, '0');
const plan = (value: string): Rule => ({ attribute: 'plan', op: 'eq', value });
const seats = (op: 'gte' | 'lt', value: number): Rule => ({ attribute: 'seats', op, value });

/** Contacts 1 to `count`: every second one pays, and contact n has n seats. */
async function anOffice(count: number): Promise<Engine> {
  const engine = await anEngine({ now: NOW });
  for (let n = 1; n <= count; n += 1)
    await engine.stores.contacts.create(
      aContact({
        id: id(n),
        workspaceId: WORKSPACE,
        email: `user${n}@example.com`,
        createdAt: NOW - DAY + n,
        customAttributes: { plan: n % 2 === 0 ? 'pro' : 'free', seats: n },
      }),
    );
  return engine;
}

const create = (engine: Engine, rule: unknown, name = 'A segment') =>
  engine.segments.create(engine.actor, { name, rule, personType: 'user' }, 'request-1');
const change = (engine: Engine, segmentId: string, rule: unknown) =>
  engine.segments.change(engine.actor, segmentId, { rule }, 'request-2');
const report = (engine: Engine, segmentId: string) => engine.segments.report(engine.actor, segmentId, true);

async function members(engine: Engine, segmentId: string): Promise<number[]> {
  const { serving } = await engine.segments.find(engine.actor, segmentId);
  if (serving === null) return [];
  const list = { workspaceId: WORKSPACE, segmentId, version: serving.list };
  const places = await engine.stores.segmentMembers.page(list, { limit: 1_000, newestFirst: false });
  return places.map(({ contactId }) => Number.parseInt(contactId, 16));
}

const flagOf = async (engine: Engine, segmentId: string, n: number) =>
  (await engine.stores.profiles.get(WORKSPACE, id(n))).memberships[segmentId];

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
    const flips: (Transition & { contact: number })[] = [];
    const engine = await anOffice(12);
    const segment = await create(engine, seats('gte', 5));
    await engine.settle();
    const before = await flagOf(engine, segment.id, 6);
    engine.clock.advance(DAY);
    const { save } = engine.stores.profiles;
    engine.stores.profiles.save = async (profile) => {
      await save(profile);
      flips.push(...profile.transitions.map((flip) => ({ ...flip, contact: Number.parseInt(profile.contactId, 16) })));
    };
    await change(engine, segment.id, seats('lt', 9));
    await engine.settle();

    const ofSegment = flips.filter(({ ruleId }) => ruleId === segment.id);
    expect(ofSegment.map(({ contact, entered }) => `${entered ? 'enters' : 'leaves'} ${contact}`).sort()).toEqual(
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
    await engine.segments.change(engine.actor, segment.id, { name: 'Paying' }, 'request-3');
    await engine.settle();

    expect(await engine.segments.find(engine.actor, segment.id)).toMatchObject({
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
    const remove = (segmentId: string) => engine.segments.remove(engine.actor, segmentId, 'request-9');

    await expect(remove(segment.id)).rejects.toMatchObject({
      code: 'conflict',
      message: `The segment is used by segment Also paying (${other.id}), campaign Invite a teammate (${campaignId})`,
    });
    await engine.act(campaignId, 'stop');
    await remove(other.id);
    await remove(segment.id);
    await engine.settle();

    await expect(engine.segments.find(engine.actor, segment.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await engine.stores.rules.load(WORKSPACE)).rules).toEqual([]);
    expect(await engine.stores.segmentMembers.listsOf(WORKSPACE, id(2))).toEqual([]);
  });
});
