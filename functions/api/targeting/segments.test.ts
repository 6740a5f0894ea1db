import { aContact } from '#domain/people/contact/testing';
import { aProfile } from '#domain/targeting/profile/testing';
import type { Segment } from '#domain/targeting/segment/segment';
import { aSegment } from '#domain/targeting/segment/testing';
import { anApi, NOW, type TestPorts } from '../testing.ts';
import { targetingRoutes } from './routes.ts';

const DAY = 86_400;
const WORKSPACE = 'acmeacme';
const SEGMENT = '5e0000000000000000000001';
const everyone = { everyone: true };

const theApi = () => anApi(targetingRoutes);

const id = (n: number) => n.toString(16).padStart(24, '0');

async function withSegment(ports: TestPorts, changes: Partial<Segment> = {}) {
  const segment = aSegment({ id: SEGMENT, workspaceId: WORKSPACE, ...changes });
  await ports.segments.save({ after: segment, stamp: await ports.rules.stamp(WORKSPACE) });
  return segment;
}

/** Contact n signed up n days before now. */
async function withContacts(ports: TestPorts, count: number) {
  for (let n = 1; n <= count; n += 1)
    await ports.contacts.create(
      aContact({
        id: id(n),
        workspaceId: WORKSPACE,
        email: `user${n}@example.com`,
        signedUpAt: NOW - n * DAY * 1_000,
        customAttributes: { plan: n % 2 === 0 ? 'pro' : 'free' },
      }),
    );
}

describe('POST /segments', () => {
  it('refuses a rule for which profiles would have to remember too much, naming its part and the remedy', async () => {
    const { ask } = await theApi();
    const counting = (event: string) => ({ event, count: { op: 'gte', value: 999 }, within: '30d' });
    const rule = { any: ['a', 'b', 'c'].map(counting) };

    const { status, json } = await ask('POST', '/segments', { name: 'Busy', rule });

    expect([status, json]).toMatchObject([
      422,
      { errors: [{ message: expect.stringMatching(/^rule\.any\[0\]\.count: .*Ask for a smaller count/) }] },
    ]);
  });

  it('answers with the segment, being built', async () => {
    const { ask } = await theApi();

    const { status, json } = await ask('POST', '/segments', { name: ' Everybody ', rule: everyone });

    expect([status, json]).toEqual([
      200,
      {
        type: 'segment',
        id: id(1),
        name: 'Everybody',
        created_at: NOW / 1_000,
        updated_at: NOW / 1_000,
        person_type: 'user',
        rule: everyone,
        state: 'building',
        warnings: [],
        progress: { done: 0, total: null },
      },
    ]);
  });

  it.each([
    ['a rule that is none', { name: 'A', rule: { all: [{ attribute: 'plan', op: 'is' }] } }, 422, 'rule.all[0].op'],
    ['no rule', { name: 'A' }, 400, 'rule'],
    ['a segment that is not there', { name: 'A', rule: { segment: 'x' } }, 422, 'rule'],
    ['no name', { name: '  ', rule: everyone }, 400, 'name'],
    ['a name that is too long', { name: 'n'.repeat(256), rule: everyone }, 400, 'name'],
    ['an unknown kind of person', { name: 'A', rule: everyone, person_type: 'admin' }, 400, 'person_type'],
  ])('refuses %s and writes nothing', async (_, body, status, field) => {
    const { ask, ports } = await theApi();

    const answer = await ask('POST', '/segments', body);

    expect([answer.status, answer.json]).toMatchObject([status, { errors: [{ field }] }]);
    expect(await ports.segments.list(WORKSPACE)).toEqual([]);
  });

  it('ignores fields that would put the segment elsewhere', async () => {
    const { ask, ports } = await theApi();
    await ask('POST', '/segments', { name: 'A', rule: everyone, id: SEGMENT, workspaceId: 'othersws', deleted: true });

    expect(await ports.segments.list('othersws')).toEqual([]);
    expect((await ports.segments.list(WORKSPACE)).map((segment) => segment.id)).toEqual([id(1)]);
  });

  it('refuses more segments than a workspace can have', async () => {
    const { ask, ports } = await theApi();
    for (let n = 0; n < 200; n += 1) await withSegment(ports, { id: id(1_000 + n) });

    expect((await ask('POST', '/segments', { name: 'A', rule: everyone })).status).toBe(400);
  });
});

describe('GET /segments', () => {
  it('lists segments, with counts if asked', async () => {
    const { ask, ports } = await theApi();
    await withSegment(ports);
    const list = { workspaceId: WORKSPACE, segmentId: SEGMENT, version: 1 };
    await ports.segmentMembers.put(list, { contactId: id(1), createdAt: 5 });

    const plain = await ask('GET', '/segments');
    const counted = await ask('GET', '/segments?include_count=true');

    expect(plain.json).toMatchObject({ type: 'segment.list', segments: [{ id: SEGMENT, state: 'live' }] });
    expect(JSON.stringify(plain.json)).not.toContain('count');
    expect(counted.json).toMatchObject({ segments: [{ id: SEGMENT, count: 1 }] });
  });

  it('shows no other workspace what it has', async () => {
    const { ask, askAsOthers, ports } = await theApi();
    await withSegment(ports);

    expect((await askAsOthers('GET', '/segments')).json).toEqual({ type: 'segment.list', segments: [] });
    for (const [method, path, body] of [
      ['GET', `/segments/${SEGMENT}`, undefined],
      ['PUT', `/segments/${SEGMENT}`, { name: 'Mine' }],
      ['DELETE', `/segments/${SEGMENT}`, undefined],
      ['POST', `/segments/${SEGMENT}/preview`, {}],
    ] as const)
      expect((await askAsOthers(method, path, body)).status).toBe(404);
    expect((await ask('GET', `/segments/${SEGMENT}`)).json).toMatchObject({ name: 'Everybody' });
  });
});

describe('PUT and DELETE /segments/{id}', () => {
  it('renames without a build, and builds another rule', async () => {
    const { ask, ports } = await theApi();
    await withSegment(ports);

    expect((await ask('PUT', `/segments/${SEGMENT}`, { name: 'All' })).json).toMatchObject({
      name: 'All',
      state: 'live',
      progress: null,
    });
    expect((await ask('PUT', `/segments/${SEGMENT}`, { rule: { tag: '7' } })).json).toMatchObject({
      name: 'All',
      rule: { tag: '7' },
      state: 'building',
      progress: { done: 0, total: null },
    });
  });

  it('names the way of a circle', async () => {
    const { ask, ports } = await theApi();
    await withSegment(ports);
    const { json } = await ask('POST', '/segments', { name: 'B', rule: { segment: SEGMENT } });
    const other = (json as { id: string }).id;

    const answer = await ask('PUT', `/segments/${SEGMENT}`, { rule: { segment: other } });

    expect([answer.status, JSON.stringify(answer.json)]).toEqual([
      422,
      expect.stringContaining(`${SEGMENT} -> ${other} -> ${SEGMENT}`),
    ]);
    expect((await ask('DELETE', `/segments/${SEGMENT}`)).status).toBe(409);
  });

  it('deletes', async () => {
    const { ask, ports } = await theApi();
    await withSegment(ports);

    expect((await ask('DELETE', `/segments/${SEGMENT}`)).json).toEqual({
      id: SEGMENT,
      object: 'segment',
      deleted: true,
    });
    expect((await ask('GET', `/segments/${SEGMENT}`)).status).toBe(404);
    expect((await ask('DELETE', `/segments/${SEGMENT}`)).status).toBe(404);
  });
});

describe('POST /segments/preview', () => {
  it('counts exactly and shows some, now and at an instant to come, and changes nothing', async () => {
    const { ask, ports } = await theApi();
    await withContacts(ports, 30);
    const rule = { attribute: 'signed_up_at', op: 'more_than_ago', value: '10d' };

    const { status, json } = await ask('POST', '/segments/preview', { rule, at: NOW / 1_000 + 4 * DAY });

    expect([status, json]).toMatchObject([
      200,
      {
        type: 'segment.preview',
        estimate: false,
        examined: 30,
        total: 30,
        at: NOW / 1_000,
        count: 21,
        future: { at: NOW / 1_000 + 4 * DAY, count: 25 },
      },
    ]);
    expect((json as { contacts: unknown[] }).contacts).toHaveLength(10);
    expect(await ports.profiles.get(WORKSPACE, id(1))).toMatchObject({ version: 0, memberships: {} });
    expect(await ports.segments.list(WORKSPACE)).toEqual([]);
  });

  it('says that it estimates when there are more contacts than it reads', async () => {
    const { ask, ports } = await theApi();
    await withContacts(ports, 2_000);

    const { json } = await ask('POST', '/segments/preview', { rule: { attribute: 'plan', op: 'eq', value: 'pro' } });

    expect(json).toMatchObject({ estimate: true, examined: 1_000, total: 2_000, future: null });
    const { count } = json as { count: number };
    expect(Math.abs(count - 1_000)).toBeLessThan(100);
  });

  it("tries a segment's own rule, and one that refers to segments", async () => {
    const { ask, ports } = await theApi();
    await withContacts(ports, 4);
    await withSegment(ports, {
      serving: {
        version: 1,
        list: 1,
        rule: { attribute: 'plan', op: 'eq', value: 'pro' },
        timezone: 'UTC',
        startedAt: NOW,
      },
    });
    await ports.profiles.save(aProfile({ workspaceId: WORKSPACE, contactId: id(1) }));

    expect((await ask('POST', `/segments/${SEGMENT}/preview`, {})).json).toMatchObject({ count: 2 });
    const rule = { not: { segment: SEGMENT } };
    expect((await ask('POST', '/segments/preview', { rule })).json).toMatchObject({
      count: 2,
      contacts: [{ id: id(3) }, { id: id(1) }],
    });
  });

  it('does not guess about a segment that is being built for the first time', async () => {
    const { ask } = await theApi();
    const { json } = await ask('POST', '/segments', { name: 'A', rule: everyone });
    const rule = { segment: (json as { id: string }).id };

    expect((await ask('POST', '/segments/preview', { rule })).status).toBe(409);
  });

  it.each([
    ['an instant that has passed', { rule: everyone, at: NOW / 1_000 - 1 }, 400, 'at'],
    ['no rule', {}, 422, 'rule'],
    ['a rule that is none', { rule: { every: true } }, 422, 'rule'],
  ])('refuses %s', async (_, body, status, field) => {
    const { ask } = await theApi();

    const answer = await ask('POST', '/segments/preview', body);

    expect([answer.status, answer.json]).toMatchObject([status, { errors: [{ field }] }]);
  });
});
