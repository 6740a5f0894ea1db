import { call } from '../walkthrough/campaign.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { control, type Line, measure } from './measure.ts';

const EVENTS = 30;
const SIGNED_UP = 1_690_000_000;

/**
 * One event, alone in its batch, of a contact who has tracked so many names, while so many rules are live: each event has
 * another name, the dearest order there is.
 */
export async function eventGrowthLines(product: Product): Promise<Line[]> {
  const lines: Line[] = [];
  let live = 0;
  // A workspace has 120 names at most, and earlier lines have used two of them.
  for (const [names, rules] of [
    [30, 0],
    [118, 0],
    [118, 100],
    [118, 300],
  ] as const) {
    for (; live < rules; live += 1) await startRule(product, live);
    await control(product, 'POST', '/settle');
    const person = `bench-growth-${names}-${rules}`;
    await sdk(product).contacts.create({
      external_id: person,
      signed_up_at: SIGNED_UP,
      last_seen_at: SIGNED_UP,
      custom_attributes: { plan: 'pro' },
    });
    await control(product, 'POST', '/settle');
    for (let name = 0; name < names; name += 1) await track(product, person, name);
    const events = EVENTS;
    const used = await measure(product, events, async () => {
      for (let event = 0; event < events; event += 1) {
        await track(product, person, event);
        await control(product, 'POST', '/settle');
      }
    });
    const what = `tracked event, ${names === 118 ? 120 : names} names, ${rules} live rules`;
    lines.push({ what, value: used.write, unit: 'write units', budget: rules > 100 ? undefined : 3.3 });
    lines.push({ what, value: used.read, unit: 'read units', budget: undefined });
  }
  return lines;
}

/** Of the usual kinds; every contact has a row of each, because they pass over who matches already. */
async function startRule(product: Product, rule: number): Promise<void> {
  const event = `bench-event-${rule % 100}`;
  const audience = [
    {
      all: [
        { attribute: 'signed_up_at', op: 'more_than_ago', value: `${rule + 3}d` },
        { event, count: { op: 'eq', value: 0 } },
      ],
    },
    { event, count: { op: 'gte', value: 10 + (rule % 7) }, within: '30d' },
    { event, last: { op: 'more_than_ago', value: `${rule + 30}d` } },
    {
      all: [
        { attribute: 'plan', op: 'eq', value: 'pro' },
        { attribute: 'last_seen_at', op: 'less_than_ago', value: '7d' },
      ],
    },
  ][rule % 4];
  const { id } = await call<{ id: string }>(product, 'POST', '/campaigns', {
    name: `Bench growth ${rule}`,
    audience,
    enroll: 'future_only',
    messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
  });
  await call(product, 'POST', `/campaigns/${id}/start`, { ignore_warnings: true, confirm: 'everyone' });
}

let tracked = 0;
async function track(product: Product, person: string, name: number): Promise<void> {
  tracked += 1;
  const created_at = 1_700_000_000 + tracked;
  await sdk(product).events.create({ user_id: person, event_name: `bench-event-${name}`, created_at });
}
