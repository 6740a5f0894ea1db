import type { Clock } from '#domain/kernel/clock';
import type { Ids } from '#domain/kernel/ids';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { type CreatedWorkspace, createWorkspace } from '#usecases/workspace/workspace-creation';
import { call } from './walkthrough/campaign.ts';
import { answer, openMessenger } from './walkthrough/conversation.ts';
import { sdk } from './walkthrough/people.ts';
import type { Product } from './walkthrough/product.ts';

/** The contact whom the demo page is signed in as. */
export const DEMO_CONTACT = { externalId: 'grace', email: 'grace@example.com', name: 'Grace Hopper' };

/** Creates the workspace that `npm start` brings up: two teammates, their team and an access token. */
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

type Client = ReturnType<typeof sdk>;
type Person = {
  externalId: string;
  email: string;
  name: string;
  plan: 'pro' | 'trial';
  job: 'Analyst' | 'Engineer' | 'Founder';
  /** Days ago. */
  signedUp: number;
  /** Event names with the days ago at which each happened. */
  did: Record<string, number>;
};
type Company = { company_id: string; name: string; plan: string; monthly_spend: number };

const PEOPLE: Record<'grace' | 'alan' | 'hedy', Person> = {
  grace: {
    ...DEMO_CONTACT,
    ...{ plan: 'pro', job: 'Analyst', signedUp: 40 },
    did: { 'report-created': 1, 'invited-teammate': 33 },
  },
  alan: {
    ...{ externalId: 'alan', email: 'alan@example.com', name: 'Alan Turing' },
    ...{ plan: 'trial', job: 'Engineer', signedUp: 2 },
    did: { 'logged-in': 1 },
  },
  hedy: {
    ...{ externalId: 'hedy', email: 'hedy@example.com', name: 'Hedy Lamarr' },
    ...{ plan: 'trial', job: 'Founder', signedUp: 6 },
    did: { 'invited-teammate': 1, 'report-created': 5 },
  },
};
const NAVY: Company = { company_id: 'navy', name: 'Navy Reports', plan: 'Pro', monthly_spend: 250 };
const PARK: Company = { company_id: 'park', name: 'Park Computing', plan: 'Trial', monthly_spend: 0 };
const DAY = 86_400;

/**
 * Fills a seeded workspace through its own API, so that everything that follows from a write follows: what the
 * SDK's own integration suite wants to find, and something to see at first sight. Takes the product and the present
 * instant in Unix seconds.
 */
export async function seedContent(product: Product, now: number): Promise<void> {
  const client = sdk(product);
  // The SDK's type of this request has neither a name nor a model.
  await call(product, 'POST', '/data_attributes', {
    ...{ name: 'job', model: 'contact', data_type: 'string', description: 'What they do at their company' },
    options: ['Analyst', 'Engineer', 'Founder'].map((value) => ({ value })),
  });
  // One request of a function at a time: a second instance of each costs more than the wait.
  const segment = seedSegment(product);
  const hedy = await seedPerson(client, PEOPLE.hedy, now);
  const alan = await seedPerson(client, PEOPLE.alan, now);
  const grace = await seedPerson(client, PEOPLE.grace, now);
  const conversations = seedConversations(product, hedy);
  for (const person of Object.values(PEOPLE)) await seedEvents(client, person, now);
  await seedCompany(client, NAVY, grace);
  await seedCompany(client, PARK, alan);
  await client.tags.create({ name: 'VIP', users: [{ id: grace }] });
  await client.notes.create({ contact_id: grace, body: '<p>Wants her reports as CSV, every Monday.</p>' });
  await subscribe(client, hedy);
  await client.contacts.create({ role: 'lead', name: 'Somebody from the pricing page' });
  await Promise.all([segment, conversations]);
}

async function seedPerson(client: Client, person: Person, now: number): Promise<string> {
  const { externalId, email, name, plan, job, signedUp } = person;
  const { id } = await client.contacts.create({
    ...{ external_id: externalId, email, name, signed_up_at: now - signedUp * DAY },
    custom_attributes: { plan, job },
  });
  return id;
}

async function seedEvents(client: Client, { externalId, did }: Person, now: number): Promise<void> {
  for (const [event_name, days] of Object.entries(did)) {
    await client.events.create({ user_id: externalId, event_name, created_at: now - days * DAY });
  }
}

/** Two of the people move by time alone: whoever plays with the clock sees them come. */
async function seedSegment(product: Product): Promise<void> {
  await call(product, 'POST', '/segments', {
    name: 'Trials about to end',
    rule: {
      all: [
        { attribute: 'plan', op: 'eq', value: 'trial' },
        { attribute: 'signed_up_at', op: 'more_than_ago', value: '5d' },
      ],
    },
  });
}

async function seedCompany(client: Client, company: Company, contactId: string): Promise<void> {
  const { id } = await client.companies.createOrUpdate(company);
  await client.companies.attachContact({ contact_id: contactId, id });
}

async function subscribe(client: Client, contactId: string): Promise<void> {
  const { data: [first] = [] } = await client.subscriptionTypes.list();
  if (first?.id === undefined) return;
  await client.contacts.attachSubscription({ contact_id: contactId, id: first.id, consent_type: 'opt_in' });
}

/** Hedy's server writes for her; the others use the messenger, the answered one last. */
async function seedConversations(product: Product, hedy: string): Promise<void> {
  const fromHedy = sdk(product).conversations.create({
    from: { type: 'user', id: hedy },
    body: 'Is there a way to be told when a report has finished?',
  });
  await write(product, PEOPLE.alan.externalId, 'My trial ends on Friday. Can I keep my dashboards?');
  await fromHedy;
  const conversation = await write(product, DEMO_CONTACT.externalId, 'Hi! Can I export my reports to CSV?');
  await answer(product, conversation, 'You can: open a report and choose Export.');
}

async function write(product: Product, externalId: string, body: string): Promise<string> {
  const messenger = await openMessenger(product, { externalId });
  return messenger.write(body);
}
