import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call } from '../walkthrough/campaign.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { control, type Line, measure } from './measure.ts';

const CHANGES = 20;

/** One notification to one endpoint that takes it at once: what changes of a contact cost with a webhook, less what they cost without. */
export async function webhookLines(product: Product): Promise<Line[]> {
  const endpoint = createServer((request, response) => void request.resume().on('end', () => response.end()));
  endpoint.listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  try {
    const { id = '' } = await sdk(product).contacts.create({
      external_id: 'bench-webhooks',
      email: 'hooked@example.com',
    });
    const quiet = await measure(product, CHANGES, () => rename(product, id, 'Quiet'));
    const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`;
    const topics = ['contact.user.updated'];
    const webhook = await call<{ id: string }>(product, 'POST', '/webhooks', { url, topics });
    const told = await measure(product, CHANGES, () => rename(product, id, 'Told'));
    await call(product, 'DELETE', `/webhooks/${webhook.id}`);
    const what = 'webhook delivery, from fact to settled';
    return [
      { what, value: told.write - quiet.write, unit: 'write units', budget: 5 },
      { what, value: told.read - quiet.read, unit: 'read units', budget: 5 },
    ];
  } finally {
    endpoint.close();
  }
}

async function rename(product: Product, contactId: string, name: string): Promise<void> {
  for (let change = 0; change < CHANGES; change += 1) {
    await sdk(product).contacts.update({ contact_id: contactId, name: `${name} ${change}` });
    await control(product, 'POST', '/settle');
  }
}
