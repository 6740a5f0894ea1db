import { aCompany } from '#domain/people/company/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { attachCompany } from '#usecases/people/contact-companies';
import { listSegments } from '#usecases/targeting/segments';
import { anEngine, WORKSPACE } from './testing.ts';
import type { Interference } from './testing-interference.ts';
import { ADA, ada, DAY, type deliveries, NOW, tracked } from './testing-journey.ts';
import { change, create, members } from './testing-segments.ts';

type Engine = Parameters<typeof deliveries>[0];
type Act = (engine: Engine) => Promise<unknown>;
type Race = { setUp: Act; told: Act; meanwhile: Act };

const ACME = '0000000000000000000000c1';
const nobody: Rule = { attribute: 'name', op: 'eq', value: 'Nobody' };
const ordered: Rule = { event: 'ordered', count: { op: 'gte', value: 1 } };
/** Needs a stream of its own, which is summarised when the rule is first met. */
const orderedABook: Rule = { ...ordered, where: { kind: 'book' } };
const order = { ...tracked('ordered', NOW), metadata: { kind: 'book' } };

/**
 * Runs a race once for every call that the evaluation of what was told makes: `meanwhile` happens, with everything that
 * follows from it, before that call, or after it and before the evaluation goes on. Returns the engines, by moment.
 */
async function everyRace(race: Race): Promise<{ moment: string; engine: Engine }[]> {
  const ended: { moment: string; engine: Engine }[] = [];
  for (const when of ['before', 'after'] as const) {
    for (let n = 1; ; n += 1) {
      const { engine, call } = await interleaved({ when, n }, race);
      if (call === undefined) break;
      ended.push({ moment: `${when} ${call} (${n})`, engine });
    }
  }
  return ended;
}

async function interleaved({ when, n }: { when: 'before' | 'after'; n: number }, { setUp, told, meanwhile }: Race) {
  const control: { left: number; call?: string } = { left: 0 };
  const happen = async (call: string) => {
    control.call = call;
    await meanwhile(engine);
    await engine.settle();
  };
  const interfere: Interference = async (call, run) => {
    control.left -= 1;
    const isNow = control.left === 0;
    if (isNow && when === 'before') await happen(call);
    const result = await run();
    if (isNow && when === 'after') await happen(call);
    return result;
  };
  const engine = await anEngine({ now: NOW, interfere });
  await setUp(engine);
  await engine.settle();
  await told(engine);
  control.left = n;
  await engine.workStream();
  control.left = 0;
  await engine.settle();
  return { engine, call: control.call };
}

/** Some rule is live already, so that an evaluation reads all that it can. */
const setUp: Act = async (engine) => {
  await engine.addContact(ada({ createdAt: NOW - DAY }));
  await create(engine, nobody);
};
const told: Act = (engine) => engine.track(order);

describe.each([
  ['a count', ordered],
  ['a count that needs a stream of its own', orderedABook],
])('a contact who comes to match %s while the rule goes live', (_, rule) => {
  it('gets the mail of the campaign, once', async () => {
    const races = await everyRace({ setUp, told, meanwhile: (engine) => engine.launch({ audience: rule }) });

    expect(races.map(({ moment, engine }) => [moment, engine.sent.length])).toEqual(
      races.map(({ moment }) => [moment, 1]),
    );
    expect(races.length).toBeGreaterThan(10);
  });

  it.each<[string, Act]>([
    ['is made', (engine) => create(engine, rule, 'Readers')],
    ['changes', async (engine) => change(engine, await readersOf(engine), rule)],
  ])('is in the segment that %s', async (done, meanwhile) => {
    const existing: Act = async (engine) => void (await create(engine, nobody, 'Readers'));
    const races = await everyRace({
      setUp: async (engine) => {
        await setUp(engine);
        if (done === 'changes') await existing(engine);
      },
      told,
      meanwhile,
    });

    const lists = races.map(async ({ moment, engine }) => [
      moment,
      (await members(engine, await readersOf(engine))).length,
    ]);
    expect(await Promise.all(lists)).toEqual(races.map(({ moment }) => [moment, 1]));
    expect(races.length).toBeGreaterThan(10);
  });

  it('is in neither more nor fewer segments if it leaves meanwhile', async () => {
    const leaving: Rule = { not: rule };
    const races = await everyRace({ setUp, told, meanwhile: (engine) => create(engine, leaving, 'Readers') });

    const lists = races.map(async ({ moment, engine }) => [
      moment,
      (await members(engine, await readersOf(engine))).length,
    ]);
    expect(await Promise.all(lists)).toEqual(races.map(({ moment }) => [moment, 0]));
  });
});

it('counts an event once for a rule that is first met while the event is folded in', async () => {
  const twice: Rule = { ...orderedABook, count: { op: 'gte', value: 2 } };
  const races = await everyRace({ setUp, told, meanwhile: (engine) => engine.launch({ audience: twice }) });
  const counts: [string, number, number][] = [];
  for (const { moment, engine } of races) {
    const before = engine.sent.length;
    await engine.track({ ...order, id: 'event-2', createdAt: NOW + 1, receivedAt: NOW + 1 });
    await engine.settle();
    counts.push([moment, before, engine.sent.length]);
  }

  expect(counts).toEqual(races.map(({ moment }) => [moment, 0, 1]));
});

it('puts who comes to match while an attribute of the company changes into the segment', async () => {
  const rule: Rule = { all: [ordered, { attribute: 'company.plan', op: 'eq', value: 'pro' }] };
  const races = await everyRace({
    setUp: async (engine) => {
      await setUp(engine);
      await create(engine, rule, 'Readers');
      const company = aCompany({ workspaceId: WORKSPACE, id: ACME, plan: 'free' });
      await engine.stores.companies.create(company);
      const ports = { ...engine.stores, clock: engine.clock };
      await attachCompany(ports, engine.actor, { contactId: ADA, companyId: ACME }, 'request');
      await engine.changeContact(ADA, {});
    },
    told,
    meanwhile: (engine) => engine.changeCompany(ACME, { plan: 'pro' }),
  });
  const lists = races.map(async ({ moment, engine }) => [
    moment,
    (await members(engine, await readersOf(engine))).length,
  ]);

  expect(await Promise.all(lists)).toEqual(races.map(({ moment }) => [moment, 1]));
});

async function readersOf(engine: Engine): Promise<string> {
  const reports = await listSegments(engine.product, engine.actor, false);
  return reports.find(({ segment }) => segment.name === 'Readers')?.segment.id ?? '';
}
