import { createHmac } from 'node:crypto';
import { call } from '../walkthrough/campaign.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { control, type Line, measure } from './measure.ts';

const LOADS = 10;
const COLLEAGUES = 30;

/** People who come by: in the messenger, through the API, in a company with a live rule on its activity; and what is refused. */
export async function visitLines(product: Product): Promise<Line[]> {
  const { contacts } = sdk(product);
  await contacts.create({ external_id: 'bench-visitor', email: 'bench-visitor@example.com' });
  await loadPage(product, 'bench-visitor');
  const again = await measure(product, LOADS, () => times(LOADS, () => loadPage(product, 'bench-visitor')));
  const first = await measure(product, 3, () => times(3, () => loadPage(product, 'bench-visitor', '6m')));
  const anonymous = await measure(product, LOADS, () => times(LOADS, () => loadPage(product, undefined)));
  const created = await measure(product, LOADS, () =>
    times(LOADS, (n) => contacts.create({ external_id: `bench-new-${n}`, email: `bench-new-${n}@example.com` })),
  );
  const refused = await measure(product, LOADS, () =>
    times(LOADS, (n) => contacts.create({ external_id: `bench-new-${n}` }).catch(() => undefined)),
  );
  const company = await pingsOfCompany(product);
  // Two within five minutes for one that is written, as of somebody who looks at a page every two minutes.
  const load = (first.write + 2 * again.write) / 3;
  return [
    { what: 'page load, a known user, one in two minutes', value: load, unit: 'write units', budget: 6 },
    { what: 'page load, a known user, first in five minutes', value: first.write, unit: 'write units', budget: 10 },
    { what: 'page load, a known user, again', value: again.write, unit: 'write units', budget: 3 },
    { what: 'page load, a known user, again', value: again.read, unit: 'read units', budget: undefined },
    { what: 'session of a visitor', value: anonymous.write, unit: 'write units', budget: undefined },
    { what: 'contact created, with user id and e-mail', value: created.write, unit: 'write units', budget: undefined },
    { what: 'contact refused, its user id is taken', value: refused.write, unit: 'write units', budget: undefined },
    {
      what: `ping in a company of ${COLLEAGUES} with a live rule on it`,
      value: company.write,
      unit: 'write units',
      budget: 14,
    },
    {
      what: `ping in a company of ${COLLEAGUES} with a live rule on it`,
      value: company.read,
      unit: 'read units',
      budget: 20,
    },
  ];
}

/** Everybody in one company, one of whom is seen every two minutes: the rule holds all the while. */
async function pingsOfCompany(product: Product) {
  const { contacts, companies } = sdk(product);
  const { id: companyId = '' } = await companies.createOrUpdate({ company_id: 'bench-company', name: 'Bench' });
  const people: string[] = [];
  for (let n = 0; n < COLLEAGUES; n += 1) {
    const { id: contact_id = '' } = await contacts.create({ external_id: `bench-colleague-${n}` });
    await call(product, 'POST', `/contacts/${contact_id}/companies`, { id: companyId });
    people.push(contact_id);
  }
  const { id } = await call<{ id: string }>(product, 'POST', '/campaigns', {
    name: 'Bench company',
    audience: { attribute: 'company.last_request_at', op: 'less_than_ago', value: '7d' },
    messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
  });
  await call(product, 'POST', `/campaigns/${id}/start`, { ignore_warnings: true, confirm: 'everyone' });
  const ping = async () => {
    await control(product, 'PUT', '/clock', { advance: '2m' });
    await contacts.update({ contact_id: people[0] ?? '', last_seen_at: await now(product) });
    await control(product, 'POST', '/settle');
  };
  await ping();
  const used = await measure(product, LOADS, () => times(LOADS, ping));
  await call(product, 'POST', `/campaigns/${id}/stop`);
  return used;
}

async function loadPage(product: Product, userId: string | undefined, later?: string): Promise<void> {
  if (later !== undefined) await control(product, 'PUT', '/clock', { advance: later });
  const { identitySecret, id } = product.workspace;
  const user_hash = createHmac('sha256', identitySecret).update(String(userId)).digest('hex');
  const claim = userId === undefined ? {} : { user_id: userId, user_hash };
  const answer = await fetch(`${product.http}/messenger/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: id, ...claim }),
  });
  if (!answer.ok) throw new Error(`A session was refused: ${answer.status} ${await answer.text()}`);
  await control(product, 'POST', '/settle');
}

async function now(product: Product): Promise<number> {
  return Math.floor(Date.parse((await control<{ now: string }>(product, 'GET', '/clock')).now) / 1000);
}

async function times(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < count; n += 1) await work(n);
}
