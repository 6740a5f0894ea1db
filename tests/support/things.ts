import { call } from '../../scripts/walkthrough/campaign.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import { everyCollection } from './contracts.ts';

/** Ids of one workspace's things by the segment that stands before them in a path. */
export type Ids = Record<string, string>;
export type World = { ids: Ids; make: ReturnType<typeof maker> };

/** A request that an operation accepts. `ids` stand in the path in place of the workspace's own. */
export type Sent = { ids?: Ids; query?: string; body?: Record<string, unknown> };
export type Recipe = (world: World) => Sent | Promise<Sent>;

/** A made-up id of the kind that every list of ids of another workspace ends with. */
export const NOBODY = 'f'.repeat(24);

/** Fills a workspace with one thing of every kind; returns their ids, and what makes more. */
export async function everyThing(product: Product): Promise<World> {
  const make = maker(product);
  const external = `external-${crypto.randomUUID()}`;
  const contacts = await make.contact({ external_id: external, email: `${external}@example.com` });
  const companies = await make.company();
  await make.post(`/contacts/${contacts}/companies`, { id: companies });
  const tags = await make.tag();
  const segments = await make.segment();
  const { id: notes } = await make.post(`/contacts/${contacts}/notes`, { body: 'A note' });
  const attribute = await make.post('/data_attributes', { name: 'colour', model: 'contact', data_type: 'string' });
  const event_name = `event-${crypto.randomUUID()}`;
  await call(product, 'POST', '/events/summaries', {
    user_id: external,
    event_summaries: { event_name, count: 1, first: 1_700_000_000, last: 1_700_000_000 },
  }).catch(emptyAnswer);
  const { data: types } = await call<{ data: { id: string }[] }>(product, 'GET', '/subscription_types');
  const { teams } = await call<{ teams: { id: string }[] }>(product, 'GET', '/teams');
  const { conversation_id: conversations } = await make.post('/conversations', {
    from: { type: 'user', id: contacts },
    body: 'Hello?',
  });
  const ids: Record<string, string | undefined> = {
    ...{ contacts, companies, tags, segments, notes, conversations, names: event_name },
    ...{ campaigns: await make.campaign(), webhooks: await make.webhook(), data_attributes: String(attribute.id) },
    ...{ admins: product.admins[0]?.id, teams: teams[0]?.id, subscriptions: types[0]?.id },
    ...{ access_tokens: await make.accessToken(), workspaces: product.workspace.id, find_by_external_id: external },
  };
  for (const [segment, { example }] of everyCollection()) ids[segment] = await make.oneOf(segment, example);
  ids['jobs'] = await make.importJob();
  ids['status'] = ids['jobs'];
  ids['data'] = await make.dataExport();
  ids['cancel'] = ids['data'];
  return { ids: known(ids), make };
}

function maker(product: Product) {
  const post = (path: string, body?: unknown) =>
    call<{ id: string; conversation_id?: string }>(product, 'POST', path, body);
  const id = async (path: string, body: unknown) => (await post(path, body)).id;
  const unique = () => crypto.randomUUID();
  return {
    post,
    unique,
    /** A record of a workspace collection, of a name of its own. */
    oneOf: (segment: string, example: object) => id(`/${segment}`, { ...example, name: `Some ${unique()}` }),
    contact: (body: object = { external_id: unique() }) => id('/contacts', body),
    lead: () => id('/contacts', { role: 'lead', name: 'A lead' }),
    company: () => id('/companies', { company_id: unique(), name: `Company ${unique()}` }),
    tag: () => id('/tags', { name: `Tag ${unique()}` }),
    segment: () => id('/segments', { name: 'Some', rule: { attribute: 'plan', op: 'eq', value: 'nobody has it' } }),
    campaign: () => id('/campaigns', CAMPAIGN),
    webhook: () => id('/webhooks', { url: 'https://hooks.example.com/in', topics: ['conversation.admin.snoozed'] }),
    /** There is one at a time, so it is awaited. */
    dataExport: async () => {
      const { job_identifier } = await call<{ job_identifier: string }>(product, 'POST', '/export/content/data', {
        ...{ created_at_after: 1_700_000_000, created_at_before: 1_700_000_060 },
      });
      await call(product, 'POST', '/_local/settle');
      return job_identifier;
    },
    accessToken: () => id('/access_tokens', { name: 'Some', scopes: ['read_people'] }),
    admin: () => id('/admins', { name: 'Some', email: `${unique()}@acme.example` }),
    team: () => id('/teams', { name: 'Some' }),
    importJob: () => id('/bulk/contacts', { items: [{ external_id: unique() }] }),
    visitor: async () => {
      const session = await call<{ contact: { id: string } }>(product, 'POST', '/messenger/sessions', {
        app_id: product.workspace.id,
      });
      return session.contact.id;
    },
  };
}

const CAMPAIGN = {
  name: 'Mine',
  audience: { attribute: 'plan', op: 'eq', value: 'nobody has it' },
  messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
};

/** An operation that answers nothing has no JSON to parse. */
function emptyAnswer(error: unknown): void {
  if (!(error instanceof SyntaxError)) throw error;
}

function known(ids: Record<string, string | undefined>): Ids {
  return Object.fromEntries(
    Object.entries(ids).map(([kind, id]) => {
      if (id === undefined) throw new Error(`The workspace has none of ${kind}`);
      return [kind, id];
    }),
  );
}
