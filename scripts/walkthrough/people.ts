import { IntercomClient } from 'intercom-client';
import type { Product } from './product.ts';

export type Person = { id: string; externalId: string; email: string; name: string };
export type People = { ana: Person; ben: Person; cleo: Person };

/** The official SDK with one setting changed. */
export function sdk(product: Product): IntercomClient {
  return new IntercomClient({ token: product.workspace.accessToken, baseUrl: product.http, maxRetries: 0 });
}

/**
 * Step 1: a customer's server creates three contacts and tracks events. Takes when Ana signed up (Unix
 * seconds); Cleo signed up an hour before her, Ben with her, and Ben invites a teammate at once.
 */
export async function trackPeople(product: Product, anaSignedUpAt: number): Promise<People> {
  const client = sdk(product);
  const run = crypto.randomUUID().slice(0, 8);
  const create = async (name: string, signedUpAt: number): Promise<Person> => {
    const externalId = `${name.toLowerCase()}-${run}`;
    const email = `${externalId}@example.com`;
    const contact = await client.contacts.create({
      external_id: externalId,
      email,
      name,
      signed_up_at: signedUpAt,
      custom_attributes: { plan: 'trial' },
    });
    return { id: contact.id ?? '', externalId, email, name };
  };
  const ana = await create('Ana', anaSignedUpAt);
  const ben = await create('Ben', anaSignedUpAt);
  const cleo = await create('Cleo', anaSignedUpAt - 3600);

  await client.contacts.update({ contact_id: ana.id, name: 'Ana Lovelace' });
  const found = await client.contacts.find({ contact_id: ana.id });
  if (found.name !== 'Ana Lovelace') throw new Error(`Ana is called ${found.name} after the update`);
  await client.events.create({
    user_id: ben.externalId,
    event_name: 'invited-teammate',
    created_at: anaSignedUpAt,
    metadata: { invitee: 'dora@example.com' },
  });
  return { ana: { ...ana, name: 'Ana Lovelace' }, ben, cleo };
}
