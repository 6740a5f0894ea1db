import type { Intercom } from 'intercom-client';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

/** What the SDK's own integration suite takes for granted of the workspace that it runs against, and how it asks. */
describe('the seeded workspace, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());
  const DAY = 86_400;

  it('has two teammates with a seat in the inbox, and their team', async () => {
    const { admins = [] } = await client().admins.list();
    const { teams = [] } = await client().teams.list();

    expect(admins.filter((admin) => admin?.has_inbox_seat)).toHaveLength(2);
    expect(teams).toMatchObject([{ admin_ids: admins.map((admin) => Number(admin?.id)) }]);
  });

  it('has a user with an id of the customer, found as the suite finds it', async () => {
    const filter = (field: string, operator: string, value?: string) => ({ field, operator, value });
    const page = await client().contacts.search({
      query: { operator: 'AND', value: [filter('role', '=', 'user'), filter('external_id', '!=')] },
      pagination: { per_page: 1 },
    } as Intercom.SearchRequest);
    const [user] = page.data;

    expect(user).toMatchObject({ role: 'user', external_id: expect.any(String) });
    const summary = await client().events.list({ type: 'user', user_id: user?.external_id ?? '', summary: true });
    expect(summary.events).toEqual(expect.arrayContaining([expect.objectContaining({ count: 1 })]));
  });

  it('has companies with contacts, tags, a note and a subscription', async () => {
    const { data: companies } = await client().companies.list({ per_page: 1 });
    const grace = await client().contacts.showContactByExternalId({ external_id: 'grace' });
    const hedy = await client().contacts.showContactByExternalId({ external_id: 'hedy' });

    expect(companies).toMatchObject([{ user_count: 1 }]);
    expect(grace).toMatchObject({
      ...{ companies: { total_count: 1 }, tags: { total_count: 1 }, notes: { total_count: 1 } },
      custom_attributes: { plan: 'pro', job: 'Analyst' },
    });
    expect(hedy).toMatchObject({ opted_in_subscription_types: { total_count: 1 } });
  });

  it('has an attribute with an id that takes options', async () => {
    const { data = [] } = await client().dataAttributes.list({ model: 'contact' });

    expect(data.find(({ name }) => name === 'job')).toMatchObject({
      ...{ id: expect.any(Number), data_type: 'string', options: ['Analyst', 'Engineer', 'Founder'] },
    });
  });

  it('has a segment that somebody enters as time passes', async () => {
    const { segments = [] } = await client().segments.list({ include_count: true });
    expect(segments).toMatchObject([{ name: 'Trials about to end', count: 1 }]);

    await control('PUT', '/clock', { advance: '4d' });
    await control('POST', '/settle');

    expect((await client().segments.list({ include_count: true })).segments).toMatchObject([{ count: 2 }]);
    const found = await client().segments.find({ segment_id: segments[0]?.id ?? '' });
    expect(found).toMatchObject({ id: segments[0]?.id, person_type: 'user' });
  });

  it('takes dates of the activity log as ISO 8601, as the suite sends them', async () => {
    const iso = async (days: number) => new Date(((await now()) + days * DAY) * 1_000).toISOString();
    const log = await client().admins.listAllActivityLogs({
      created_at_after: await iso(-30),
      created_at_before: await iso(1),
    });

    expect(log).toMatchObject({ type: 'activity_log.list', pages: { page: 1 } });
  });

  it('takes a lead with an id of the customer', async () => {
    const external_id = crypto.randomUUID();
    const lead = await client().contacts.create({ external_id, role: 'lead', name: 'Babushka Lead' } as never);

    expect(lead).toMatchObject({ role: 'lead', external_id });
  });
});
