import { aContact } from '#domain/people/contact/testing';
import { WORKSPACE } from './testing.ts';
import { anOffice, create, id, members, NOW, report } from './testing-segments.ts';

type Engine = Awaited<ReturnType<typeof anOffice>>;

/** NOW is 2 March, 9:00 UTC. These two signed up on one day in Tokyo and in Los Angeles, in UTC on two. */
const EVE = Date.UTC(2026, 2, 1, 16);
const MORNING = Date.UTC(2026, 2, 2, 1);

const today = { attribute: 'signed_up_at', op: 'exactly_ago', value: '0d' } as const;

async function anOfficeOfTwo(): Promise<Engine> {
  const engine = await anOffice(0);
  for (const [n, signedUpAt] of [EVE, MORNING].entries())
    await engine.stores.contacts.create(
      aContact({
        id: id(n + 1),
        workspaceId: WORKSPACE,
        email: `u${n}@example.com`,
        signedUpAt,
        createdAt: NOW - 9_000 + n,
      }),
    );
  return engine;
}

describe('another time zone of the workspace (X23)', () => {
  it('changes who is in a segment of local days', async () => {
    const engine = await anOfficeOfTwo();
    const local = await create(engine, today, 'Today');
    const named = await create(engine, { ...today, timezone: 'UTC' }, 'Today in UTC');
    await engine.settle();
    const before = await members(engine, local.id);

    await engine.moveTo('Asia/Tokyo');
    await engine.settle();

    expect([before, await members(engine, local.id)]).toEqual([[2], [1, 2]]);
    expect((await report(engine, local.id)).segment).toMatchObject({ serving: { version: 2, timezone: 'Asia/Tokyo' } });
    expect((await report(engine, named.id)).segment.serving?.version).toBe(1);
  });

  it('lets those enter a live campaign whom its local days concern now, each once', async () => {
    const engine = await anOfficeOfTwo();
    await engine.launch({ audience: { not: today } });
    await engine.settle();
    const before = engine.sent.map(({ to }) => to);

    await engine.moveTo('America/Los_Angeles');
    await engine.settle();
    await engine.moveTo('America/Los_Angeles');
    await engine.settle();

    expect([before, engine.sent.map(({ to }) => to)]).toEqual([
      ['u0@example.com'],
      ['u0@example.com', 'u1@example.com'],
    ]);
  });

  it('brings back no campaign that was stopped', async () => {
    const engine = await anOfficeOfTwo();
    const campaignId = await engine.launch({ audience: today });
    await engine.settle();
    await engine.act(campaignId, 'stop');

    await engine.moveTo('Asia/Tokyo');
    await engine.settle();

    expect((await engine.stores.rules.load(WORKSPACE)).rules).toEqual([]);
  });
});
