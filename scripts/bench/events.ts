import { call } from '../walkthrough/campaign.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { control, type Line, measure } from './measure.ts';

const EVENTS = 20;

/** One tracked event, alone in its batch: without a rule, and with twenty live rules of the usual kinds. */
export async function eventLines(product: Product): Promise<Line[]> {
  await sdk(product).contacts.create({ external_id: 'bench-events', email: 'bench-events@example.com' });
  await trackOne(product, 'page-viewed');
  const plain = await measure(product, EVENTS, () => trackOneByOne(product, 'page-viewed'));
  const campaigns: string[] = [];
  for (let rule = 0; rule < 20; rule += 1) campaigns.push(await startRule(product, rule));
  await control(product, 'POST', '/settle');
  await trackOne(product, 'report-created-0');
  const ruled = await measure(product, EVENTS, () => trackOneByOne(product, 'report-created-0'));
  for (const campaign of campaigns) await call(product, 'POST', `/campaigns/${campaign}/stop`);
  const byId = await measure(product, EVENTS, () => readById(product), ['people']);
  return [
    { what: 'tracked event, no rule refers to it', value: plain.write, unit: 'write units', budget: 3.3 },
    { what: 'tracked event, 20 live rules', value: ruled.write, unit: 'write units', budget: 3.3 },
    { what: 'tracked event, 20 live rules', value: ruled.read, unit: 'read units', budget: undefined },
    { what: 'contact read by id', value: byId.trips, unit: 'sequential round trips', budget: 2 },
  ];
}

/** Rules like those of a real workspace: a quarter on age, on counts in a window, on absence, on an attribute. */
async function startRule(product: Product, rule: number): Promise<string> {
  const event = `report-created-${rule % 4}`;
  const audience = [
    {
      all: [
        { attribute: 'signed_up_at', op: 'more_than_ago', value: `${rule + 3}d` },
        { event, count: { op: 'eq', value: 0 } },
      ],
    },
    { event, count: { op: 'gte', value: 100 }, within: '30d' },
    { event, last: { op: 'more_than_ago', value: `${rule + 30}d` } },
    {
      all: [
        { attribute: 'plan', op: 'eq', value: 'pro' },
        { attribute: 'last_seen_at', op: 'less_than_ago', value: '7d' },
      ],
    },
  ][rule % 4];
  const messages = [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }];
  const { id } = await call<{ id: string }>(product, 'POST', '/campaigns', {
    name: `Bench ${rule}`,
    audience,
    messages,
  });
  await call(product, 'POST', `/campaigns/${id}/start`, { ignore_warnings: true, confirm: 'everyone' });
  return id;
}

async function trackOneByOne(product: Product, name: string): Promise<void> {
  for (let event = 0; event < EVENTS; event += 1) {
    await trackOne(product, name);
    await control(product, 'POST', '/settle');
  }
}

let tracked = 0;
async function trackOne(product: Product, name: string): Promise<void> {
  tracked += 1;
  await sdk(product).events.create({ user_id: 'bench-events', event_name: name, created_at: 1_700_000_000 + tracked });
}

async function readById(product: Product): Promise<void> {
  const contact = await sdk(product).contacts.showContactByExternalId({ external_id: 'bench-events' });
  for (let read = 1; read < EVENTS; read += 1) await sdk(product).contacts.find({ contact_id: contact.id ?? '' });
}
