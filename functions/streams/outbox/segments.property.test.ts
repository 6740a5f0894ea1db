import * as fc from 'fast-check';
import { aContact } from '#domain/people/contact/testing';
import { anEvent } from '#domain/people/event/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { createSegment, findSegment, updateSegment } from '#usecases/targeting/segments';
import { anEngine, WORKSPACE } from './testing.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
const HOUR = 3_600_000;
const CONTACTS = 6;
const PLANS = ['free', 'pro', 'trial'];

const settings = {
  seed: Number(process.env.PROPERTY_SEED ?? 23),
  numRuns: Math.ceil(Number(process.env.PROPERTY_RUNS ?? 3_000) / 30),
};

/** What is known of one contact, as it was told. */
type Told = { plan: string; signedUpAt: number; orders: number[] };
/** A rule, and what its words mean, written apart from the engine. */
type Meaning = { rule: Rule; holds: (told: Told, t: number) => boolean };

const leaf: fc.Arbitrary<Meaning> = fc.oneof(
  fc.constantFrom(...PLANS).map(
    (value): Meaning => ({
      rule: { attribute: 'plan', op: 'eq', value },
      holds: ({ plan }) => plan === value,
    }),
  ),
  fc.integer({ min: 1, max: 40 }).map(
    (hours): Meaning => ({
      rule: { attribute: 'signed_up_at', op: 'more_than_ago', value: `${hours}h` },
      holds: ({ signedUpAt }, t) => t - signedUpAt >= hours * HOUR,
    }),
  ),
  fc.record({ count: fc.integer({ min: 1, max: 2 }), hours: fc.integer({ min: 1, max: 20 }) }).map(
    ({ count, hours }): Meaning => ({
      rule: { event: 'ordered', count: { op: 'gte', value: count }, within: `${hours}h` },
      holds: ({ orders }, t) => orders.filter((at) => t - at < hours * HOUR && at <= t).length >= count,
    }),
  ),
);

const not = ({ rule, holds }: Meaning): Meaning => ({ rule: { not: rule }, holds: (...args) => !holds(...args) });
const meaning = fc.oneof(
  leaf,
  leaf.map(not),
  fc.tuple(leaf, leaf).map(
    ([a, b]): Meaning => ({
      rule: { all: [a.rule, b.rule] },
      holds: (...args) => a.holds(...args) && b.holds(...args),
    }),
  ),
  fc.tuple(leaf, leaf.map(not)).map(
    ([a, b]): Meaning => ({
      rule: { any: [a.rule, b.rule] },
      holds: (...args) => a.holds(...args) || b.holds(...args),
    }),
  ),
);

const contact = fc.integer({ min: 1, max: CONTACTS });
const step = fc.oneof(
  fc.record({ kind: fc.constant('plan' as const), contact, plan: fc.constantFrom(...PLANS) }),
  fc.record({ kind: fc.constant('order' as const), contact }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ kind: fc.constant('rule' as const), meaning }),
  // Some jobs and records, so that the next change meets a build half done.
  fc.record({ kind: fc.constant('work' as const), jobs: fc.integer({ min: 1, max: 20 }) }),
);

const scenario = fc.record({
  initial: meaning,
  negated: fc.boolean(),
  // How often every record and message is delivered.
  copies: fc.constantFrom(1, 1, 2),
  steps: fc.array(step, { maxLength: 12 }),
});

const id = (n: number) => n.toString(16).padStart(24, '0');

describe('segments', () => {
  it('list exactly who their rules mean, whatever happens while they are built', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ initial, negated, copies, steps }) => {
        const engine = await anEngine({ now: NOW, copies });
        const told = new Map<number, Told>();
        for (let n = 1; n <= CONTACTS; n += 1) {
          const about = { plan: PLANS[n % 3] ?? 'free', signedUpAt: NOW - n * 5 * HOUR, orders: [] };
          told.set(n, about);
          const fields = { email: `user${n}@example.com`, customAttributes: { plan: about.plan } };
          await engine.addContact(
            aContact({
              id: id(n),
              workspaceId: WORKSPACE,
              signedUpAt: about.signedUpAt,
              createdAt: n,
              ...fields,
            }),
          );
        }
        let current = initial;
        const create = (rule: Rule) =>
          createSegment(engine.product, engine.actor, { name: 'A', rule, personType: 'user' }, 'request');
        const first = await create(initial.rule);
        const reference: Rule = { segment: first.id };
        const second = await create(negated ? { not: reference } : reference);

        for (const [index, did] of steps.entries()) {
          const about = 'contact' in did ? told.get(did.contact) : undefined;
          if (did.kind === 'plan' && about !== undefined) {
            about.plan = did.plan;
            await engine.changeContact(id(did.contact), { customAttributes: { plan: did.plan } });
          } else if (did.kind === 'order' && about !== undefined) {
            const createdAt = engine.clock.now();
            about.orders.push(createdAt);
            const event = { id: `event-${index}`, name: 'ordered', createdAt, receivedAt: createdAt };
            await engine.track(anEvent({ ...event, workspaceId: WORKSPACE, contactId: id(did.contact) }));
          } else if (did.kind === 'wait') {
            await engine.settle();
            engine.clock.advance(did.hours * HOUR);
            await engine.tick();
          } else if (did.kind === 'rule') {
            current = did.meaning;
            await updateSegment(engine.product, engine.actor, first.id, { rule: current.rule }, 'request');
          } else if (did.kind === 'work') {
            for (let jobs = 0; jobs < did.jobs; jobs += 1) await engine.step();
          }
        }
        await engine.settle();

        const t = engine.clock.now();
        const meant = [...told].filter(([, about]) => current.holds(about, t)).map(([n]) => n);
        const others = [...told.keys()].filter((n) => !meant.includes(n));
        expect(await members(engine, first.id)).toEqual(meant);
        expect(await members(engine, second.id)).toEqual(negated ? others : meant);
      }),
      settings,
    );
  }, 60_000);
});

async function members(engine: Awaited<ReturnType<typeof anEngine>>, segmentId: string): Promise<number[]> {
  const { serving, building } = await findSegment(engine.product, engine.actor, segmentId);
  expect(building).toBeNull();
  const list = { workspaceId: WORKSPACE, segmentId, version: serving?.list ?? 0 };
  const places = await engine.stores.segmentMembers.page(list, { limit: 100, newestFirst: false });
  return places.map(({ contactId }) => Number.parseInt(contactId, 16));
}
