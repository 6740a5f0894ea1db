import type { Clock } from '#domain/clock/clock';
import type { Ids } from '#domain/ids/ids';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';
import { type CreatedWorkspace, createWorkspace } from '#usecases/workspace-creation';
import { answer, openMessenger } from './walkthrough/conversation.ts';
import { sdk } from './walkthrough/people.ts';
import type { Product } from './walkthrough/product.ts';

/** The contact whom the demo page is signed in as. */
export const DEMO_CONTACT = { externalId: 'grace', email: 'grace@example.com', name: 'Grace Hopper' };

/** Creates the workspace that `npm start` brings up: two teammates and an access token. */
export function seedWorkspace(ports: {
  workspaces: WorkspaceStore;
  clock: Clock;
  ids: Ids;
}): Promise<CreatedWorkspace> {
  return createWorkspace(ports, {
    name: 'Acme Analytics',
    admins: [
      { name: 'Maya Lindt', email: 'maya@acme.example' },
      { name: 'Tomas Berg', email: 'tomas@acme.example' },
    ],
  });
}

const DAY = 86_400;

/** Fills a seeded workspace through its own API, so that everything that follows from a write follows. Takes the product and the present instant in Unix seconds. */
export async function seedContent(product: Product, now: number): Promise<void> {
  const client = sdk(product);
  const people = [
    { ...DEMO_CONTACT, plan: 'pro', signedUp: 40, event: 'report-created' },
    {
      externalId: 'alan',
      email: 'alan@example.com',
      name: 'Alan Turing',
      plan: 'trial',
      signedUp: 2,
      event: 'logged-in',
    },
    {
      externalId: 'hedy',
      email: 'hedy@example.com',
      name: 'Hedy Lamarr',
      plan: 'trial',
      signedUp: 6,
      event: 'invited-teammate',
    },
  ];
  const ids: string[] = [];
  for (const { externalId, email, name, plan, signedUp, event } of people) {
    const { id } = await client.contacts.create({
      external_id: externalId,
      email,
      name,
      signed_up_at: now - signedUp * DAY,
      custom_attributes: { plan },
    });
    ids.push(id);
    await client.events.create({ user_id: externalId, event_name: event, created_at: now - DAY });
  }
  const [customer = ''] = ids;
  const navy = { company_id: 'navy', name: 'Navy Reports', plan: 'Pro', monthly_spend: 250 };
  const company = await client.companies.createOrUpdate(navy);
  await client.companies.attachContact({ contact_id: customer, id: company.id });
  await client.tags.create({ name: 'VIP', users: [{ id: customer }] });
  await client.contacts.create({ role: 'lead', name: 'Somebody from the pricing page' });

  await write(product, 'hedy', 'Is there a way to be told when a report has finished?');
  await write(product, 'alan', 'My trial ends on Friday. Can I keep my dashboards?');
  const conversation = await write(product, DEMO_CONTACT.externalId, 'Hi! Can I export my reports to CSV?');
  await answer(product, conversation, 'You can: open a report and choose Export.');
}

async function write(product: Product, externalId: string, body: string): Promise<string> {
  const messenger = await openMessenger(product, { externalId });
  return messenger.write(body);
}
