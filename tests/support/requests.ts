import type { Contract } from '#runtime/contract';
import { everyCollection } from './contracts.ts';
import { OWNER_RECIPES } from './owner-requests.ts';
import type { Ids, Recipe, Sent, World } from './things.ts';

/** A request with the path and the headers that it is sent with. */
export type Ready = Sent & { ids: Ids; path: string; headers: Record<string, string> };

const AT = 1_700_000_000;
const RULE = { attribute: 'plan', op: 'eq', value: 'nobody has it' };
const MAIL = { channel: 'email', subject: 'Hello', body: '<p>Hello</p>' };
const campaign = ({ ids }: World): Sent => ({
  body: { name: 'New', audience: { all: [RULE, { segment: ids['segments'] }] }, messages: [MAIL] },
});
const CONFIRMED = { confirm: 'everyone', ignore_warnings: true };
const ofCampaign =
  (...before: string[]): Recipe =>
  async ({ make }) => {
    const id = await make.campaign();
    for (const verb of before) await make.post(`/campaigns/${id}/${verb}`, CONFIRMED);
    return { ids: { campaigns: id } };
  };
const ofContact: Recipe = async ({ make }) => ({ ids: { contacts: await make.contact() } });
const ofWebhook: Recipe = async ({ make }) => ({ ids: { webhooks: await make.webhook() } });
const note: Recipe = ({ ids }) => ({ body: { body: '<p>Wants CSV</p>', admin_id: ids['admins'] } });

/**
 * By operation, a request that shows it. What takes neither a body nor a required query needs none here. Whatever
 * an operation uses up is made for it.
 */
const RECIPES: Record<string, Recipe> = {
  ...OWNER_RECIPES,
  ...Object.fromEntries(everyCollection().flatMap(recipesOf)),
  createContact: ({ ids, make }) => ({
    body: {
      ...{ external_id: make.unique(), email: `${make.unique()}@example.com`, name: 'New', phone: '+353871234567' },
      ...{ owner_id: Number(ids['admins']), signed_up_at: AT, custom_attributes: { plan: 'trial', seats: 3 } },
    },
  }),
  updateContact: ({ ids }) => ({ body: { name: 'Renamed', owner_id: ids['admins'], language_override: 'en' } }),
  deleteContact: ofContact,
  archiveContact: ofContact,
  unarchiveContact: ofContact,
  blockContact: ofContact,
  mergeContact: async ({ make }) => ({
    body: { from: await make.lead(), into: await make.contact(), skip_duplicate_validation: true },
  }),
  requestUserDeletion: async ({ make }) => ({ body: { intercom_user_id: await make.contact() } }),
  searchContacts: ({ ids }) => ({
    body: {
      query: {
        operator: 'AND',
        value: [
          { field: 'name', operator: '!=', value: 'Nobody' },
          { operator: 'OR', value: [{ field: 'tag_id', operator: '=', value: ids['tags'] }] },
        ],
      },
      pagination: { per_page: 5 },
      sort: { field: 'created_at', order: 'descending' },
    },
  }),
  createOrUpdateCompany: ({ make }) => ({
    body: {
      ...{ company_id: make.unique(), name: 'New', plan: 'Pro', monthly_spend: 9, size: 3, industry: 'Testing' },
      ...{ website: 'https://new.example', remote_created_at: AT, custom_attributes: { tier: 'a', seats: 3 } },
    },
  }),
  UpdateCompany: () => ({ body: { name: 'Renamed', plan: 'Pro', monthly_spend: 12 } }),
  deleteCompany: async ({ make }) => ({ ids: { companies: await make.company() } }),
  attachContactToACompany: ({ ids }) => ({ body: { id: ids['companies'] } }),
  detachContactFromACompany: async ({ ids, make }) => {
    const companies = await make.company();
    await make.post(`/contacts/${ids['contacts']}/companies`, { id: companies });
    return { ids: { companies } };
  },
  createTag: ({ ids, make }) => ({ body: { name: make.unique(), users: [{ id: ids['contacts'] }] } }),
  deleteTag: async ({ make }) => ({ ids: { tags: await make.tag() } }),
  attachTagToContact: ({ ids }) => ({ body: { id: ids['tags'] } }),
  detachTagFromContact: async ({ ids, make }) => {
    const tags = await make.tag();
    await make.post(`/contacts/${ids['contacts']}/tags`, { id: tags });
    return { ids: { tags } };
  },
  createNote: note,
  createCompanyNote: note,
  attachSubscriptionTypeToContact: ({ ids }) => ({ body: { id: ids['subscriptions'], consent_type: 'opt_in' } }),
  detachSubscriptionTypeToContact: async ({ ids, make }) => {
    const contacts = await make.contact();
    await make.post(`/contacts/${contacts}/subscriptions`, { id: ids['subscriptions'], consent_type: 'opt_out' });
    return { ids: { contacts } };
  },
  createDataAttribute: ({ make }) => ({
    body: {
      ...{ name: `size ${make.unique()}`, model: 'contact', data_type: 'string', description: 'How many' },
      options: [{ value: '1-10' }, { value: '11-20' }],
    },
  }),
  updateDataAttribute: () => ({ body: { description: 'Which one', archived: false } }),
  createDataEvent: ({ ids }) => ({
    body: {
      ...{ event_name: 'ordered', created_at: AT, user_id: ids['find_by_external_id'] },
      metadata: {
        order: { value: '7', url: 'https://shop.example/7' },
        items: 3,
        price: { amount: 3_490, currency: 'eur' },
      },
    },
  }),
  importEventSummaries: ({ ids }) => ({
    body: {
      user_id: ids['find_by_external_id'],
      event_summaries: [{ event_name: 'logged-in', count: 3, first: AT, last: AT + 60 }],
    },
  }),
  listDataEvents: ({ ids }) => ({ query: `type=user&summary=true&intercom_user_id=${ids['contacts']}` }),
  listActivityLogs: () => ({ query: `created_at_after=${AT}` }),
  retrieveVisitorWithUserId: async ({ make }) => ({ query: `user_id=${await make.visitor()}` }),
  updateVisitor: async ({ make }) => ({
    body: { id: await make.visitor(), name: 'Visitor', custom_attributes: { plan: 'trial', seats: 3 } },
  }),
  convertVisitor: async ({ make }) => ({
    body: { type: 'user', visitor: { id: await make.visitor() }, user: { email: `${make.unique()}@example.com` } },
  }),
  setAwayAdmin: () => ({ body: { away_mode_enabled: false, away_mode_reassign: false } }),
  createConversation: ({ ids }) => ({ body: { from: { type: 'user', id: ids['contacts'] }, body: 'Hello' } }),
  replyConversation: ({ ids }) => ({
    body: { type: 'admin', message_type: 'comment', admin_id: ids['admins'], body: 'Hello' },
  }),
  manageConversation: ({ ids }) => ({
    body: { message_type: 'assignment', type: 'admin', admin_id: ids['admins'], assignee_id: ids['admins'] },
  }),
  attachTagToConversation: ({ ids }) => ({ body: { id: ids['tags'], admin_id: ids['admins'] } }),
  detachTagFromConversation: async ({ ids, make }) => {
    const tags = await make.tag();
    await make.post(`/conversations/${ids['conversations']}/tags`, { id: tags, admin_id: ids['admins'] });
    return { ids: { tags }, body: { admin_id: ids['admins'] } };
  },
  createDataExport: () => ({ body: { created_at_after: AT, created_at_before: AT + 60 } }),
  getDataExport: async ({ make }) => ({ ids: { data: await make.dataExport() } }),
  createCampaign: campaign,
  updateCampaign: campaign,
  startCampaign: async (world) => ({ ...(await ofCampaign()(world)), body: CONFIRMED }),
  pauseCampaign: ofCampaign('start'),
  stopCampaign: ofCampaign('start'),
  createSegment: ({ ids }) => ({ body: { name: 'New', rule: { any: [RULE, { segment: ids['segments'] }] } } }),
  updateSegment: async ({ ids, make }) => ({
    ids: { segments: await make.segment() },
    body: { name: 'Renamed', rule: { not: { segment: ids['segments'] } } },
  }),
  deleteSegment: async ({ make }) => ({ ids: { segments: await make.segment() } }),
  previewRule: ({ ids }) => ({ body: { rule: { all: [RULE, { segment: ids['segments'] }] } } }),
  previewSegment: () => ({ body: {} }),
  createWebhook: () => ({ body: { url: 'https://hooks.example.com/in', topics: ['conversation.admin.snoozed'] } }),
  updateWebhook: async ({ make }) => ({
    ids: { webhooks: await make.webhook() },
    body: { url: 'https://hooks.example.com/other', topics: ['conversation.admin.snoozed'] },
  }),
  deleteWebhook: ofWebhook,
  pauseWebhook: ofWebhook,
  resumeWebhook: ofWebhook,
  rotateWebhookSecret: ofWebhook,
};

function recipesOf([segment, { create, update, remove, example }]: ReturnType<typeof everyCollection>[number]): [
  string,
  Recipe,
][] {
  return [
    [create.operation, ({ make }) => ({ body: { ...example, name: `New ${make.unique()}` } })],
    [update.operation, ({ make }) => ({ body: { name: `Renamed ${make.unique()}` } })],
    [remove.operation, async ({ make }) => ({ ids: { [segment]: await make.oneOf(segment, example) } })],
  ];
}

/** Takes a contract and a workspace; returns a request that the operation accepts, as far as one is known. */
export async function requestFor(contract: Contract, world: World): Promise<Ready> {
  const sent = (await RECIPES[contract.operation]?.(world)) ?? {};
  const ids = { ...world.ids, ...sent.ids };
  const headers = contract.since === undefined ? {} : { 'intercom-version': contract.since };
  return { ...sent, ids, path: pathFor(contract, ids, sent.query), headers };
}

/** Takes a contract, ids and a query; returns the path, `nobody` wherever a kind of thing is not known. */
export function pathFor({ path }: Contract, ids: Ids, query?: string): string {
  const segments = path.split('/');
  const filled = segments.map((segment, index) =>
    segment.startsWith('{') ? encodeURIComponent(ids[segments[index - 1] ?? ''] ?? 'nobody') : segment,
  );
  return `${filled.join('/')}${query === undefined ? '' : `?${query}`}`;
}

/** The kinds of things whose ids a path has, in their order. */
export function kindsIn({ path }: Contract): string[] {
  const segments = path.split('/');
  return segments.flatMap((segment, index) => (segment.startsWith('{') ? [segments[index - 1] ?? ''] : []));
}
