import { aContact } from '#domain/people/contact/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { createSegment, findSegment, reportSegment, updateSegment } from '#usecases/targeting/segments';
import { anEngine, WORKSPACE } from './testing.ts';
import type { Interference } from './testing-interference.ts';

export const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
export const DAY = 86_400_000;

export type Engine = Awaited<ReturnType<typeof anEngine>>;

/** The id of contact n. */
export const id = (n: number) => n.toString(16).padStart(24, '0');
export const plan = (value: string): Rule => ({ attribute: 'plan', op: 'eq', value });
export const seats = (op: 'gte' | 'lt', value: number): Rule => ({ attribute: 'seats', op, value });

/** Contacts 1 to `count`: every second one pays, and contact n has n seats. */
export async function anOffice(count: number, interfere?: Interference): Promise<Engine> {
  const engine = await anEngine({ now: NOW, ...(interfere && { interfere }) });
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

export const create = (engine: Engine, rule: unknown, name = 'A segment') =>
  createSegment(engine.product, engine.actor, { name, rule, personType: 'user' }, 'request-1');
export const change = (engine: Engine, segmentId: string, rule: unknown) =>
  updateSegment(engine.product, engine.actor, segmentId, { rule }, 'request-2');
export const report = (engine: Engine, segmentId: string) =>
  reportSegment(engine.product, engine.actor, segmentId, true);

export async function members(engine: Engine, segmentId: string): Promise<number[]> {
  const { serving } = await findSegment(engine.product, engine.actor, segmentId);
  if (serving === null) return [];
  const list = { workspaceId: WORKSPACE, segmentId, version: serving.list };
  const places = await engine.stores.segmentMembers.page(list, { limit: 1_000, newestFirst: false });
  return places.map(({ contactId }) => Number.parseInt(contactId, 16));
}

export const flagOf = async (engine: Engine, segmentId: string, n: number) =>
  (await engine.stores.profiles.get(WORKSPACE, id(n))).memberships[segmentId];
