import { setTimeout } from 'node:timers/promises';
import { AUDIENCE, call } from '../walkthrough/campaign.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { control, type Line, measure } from './measure.ts';
import { measureTargeting } from './rule-evaluation.ts';

const CONTACTS = 20;
const DUE_SHARDS = 4;

/** Time passing: an idle tick, contacts falling due, and the mails that follow. */
export async function targetingLines(product: Product): Promise<Line[]> {
  const idle = await measure(product, 1, () => control(product, 'PUT', '/clock', { advance: '1m' }));
  const now = Math.floor(Date.parse((await control<{ now: string }>(product, 'GET', '/clock')).now) / 1000);
  for (let contact = 0; contact < CONTACTS; contact += 1) {
    await sdk(product).contacts.create({
      external_id: `bench-due-${contact}`,
      email: `bench-due-${contact}@example.com`,
      signed_up_at: now,
    });
  }
  const messages = [{ channel: 'email', subject: 'Hello {{ name }}', body: '<p>Hello</p>' }];
  const { id } = await call<{ id: string }>(product, 'POST', '/campaigns', {
    name: 'Bench due',
    audience: AUDIENCE,
    messages,
  });
  await call(product, 'POST', `/campaigns/${id}/start`, { ignore_warnings: true });
  await control(product, 'POST', '/settle');
  await control(product, 'GET', '/usage?reset=1');
  await control(product, 'PUT', '/clock', { advance: '7d' });
  await control(product, 'POST', '/settle');
  const used = await control<Usage>(product, 'GET', '/usage?reset=1');
  const per = (services: string[], pick: (usage: Used) => number) =>
    services.reduce((sum, service) => sum + pick(used.functions[service] ?? NOTHING), 0) / CONTACTS;
  const { foldAndDecide } = measureTargeting();
  // Nothing else ran for seconds: connections that timed out meanwhile are closed now, before the next call takes one.
  await setTimeout(100);
  return [
    { what: 'idle tick', value: idle.read / DUE_SHARDS, unit: 'read units per shard', budget: 1 },
    { what: 'idle tick', value: idle.calls['evaluate DynamoDB.BatchGetItem'] ?? 0, unit: 'contacts read', budget: 0 },
    {
      what: 'contact falling due',
      value: per(['tick', 'evaluate'], (u) => u.write_units),
      unit: 'write units',
      budget: 3,
    },
    {
      what: 'contact falling due',
      value: per(['tick', 'evaluate'], (u) => u.read_units),
      unit: 'read units',
      budget: 3,
    },
    {
      what: 'mail, from decision to delivered',
      value: per(['outbox', 'send-email', 'mail-feedback'], (u) => u.write_units),
      unit: 'write units',
      budget: 7.2,
    },
    {
      what: 'mail, from decision to delivered',
      value: per(['outbox', 'send-email', 'mail-feedback'], (u) => u.read_units),
      unit: 'read units',
      budget: undefined,
    },
    {
      what: 'rule evaluation, 20 rules',
      value: foldAndDecide,
      unit: 'microseconds per event',
      budget: 20,
    },
  ];
}

type Used = { read_units: number; write_units: number };
type Usage = { functions: Record<string, Used> };
const NOTHING: Used = { read_units: 0, write_units: 0 };
