import { plainRequest } from '../support/plain-request.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

type Named = { id: string };
type Found = { total_count: number; data: Named[] };

const AT = 1_700_000_000;
const GROUP = {
  ...{ remote_created_at: AT, name: 'Initech', monthly_spend: 1_200, plan: 'enterprise', size: 4, industry: 'Tech' },
  ...{ website: 'https://initech.example', custom_attributes: { tier: 'gold' } },
};

describe('Segment’s and RudderStack’s destinations', () => {
  const { product, control, now } = runningProduct();
  const ask = (method: string, target: string, body?: unknown) =>
    plainRequest(product(), method, target, {
      headers: { accept: 'application/json', 'intercom-version': '2.10' },
      ...(body === undefined ? {} : { body }),
    });
  const found = async (field: string, value: string) => {
    const { json } = await ask('POST', '/contacts/search', { query: { field, operator: '=', value } });
    return json as Found;
  };
  const eventsOf = async (id: string) => {
    await control('POST', '/settle');
    return (await ask('GET', `/events?type=user&intercom_user_id=${id}`)).json;
  };

  it('let Segment try its token', async () => {
    expect((await ask('GET', '/admins')).json).toMatchObject({ type: 'admin.list' });
  });

  it('identify a user: searched by external id, made, and changed the next time', async () => {
    const external_id = crypto.randomUUID();
    const payload = {
      ...{ role: 'user', external_id, email: `${external_id}@example.com`, phone: '+353871234567', name: 'Ana' },
      ...{ avatar: 'https://example.com/a.png', signed_up_at: AT, last_seen_at: String(AT + 60) },
      ...{ unsubscribed_from_emails: false, custom_attributes: { plan: 'pro', seats: 3 } },
    };

    expect((await found('external_id', external_id)).total_count).toBe(0);
    const created = await ask('POST', '/contacts', payload);
    const again = await ask('POST', '/contacts', payload);
    const search = await found('external_id', external_id);
    const changed = await ask('PUT', `/contacts/${search.data[0]?.id}`, { ...payload, name: 'Ana Maria' });

    expect(created.json).toMatchObject({ external_id, signed_up_at: AT, last_seen_at: AT + 60 });
    expect([again.status, again.json]).toMatchObject([409, { errors: [{ code: 'conflict' }] }]);
    expect(search).toMatchObject({ total_count: 1, data: [{ id: (created.json as Named).id }] });
    expect(changed.json).toMatchObject({ name: 'Ana Maria', custom_attributes: { plan: 'pro', seats: 3 } });
  });

  it('identify a lead, and submit its event with its id and address (X15)', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    await ask('POST', '/contacts', { role: 'lead', email, name: 'Lea' });
    const lead = await found('email', email);
    const id = lead.data[0]?.id ?? '';
    const event = {
      ...{ event_name: 'Order Completed', created_at: await now(), email, id },
      metadata: { plan: 'pro', price: { amount: 19.99 * 100, currency: 'USD' } },
    };

    const { status } = await ask('POST', '/events', event);

    expect([lead.total_count, status]).toEqual([1, 202]);
    expect(await eventsOf(id)).toMatchObject({
      events: [{ event_name: 'order completed', metadata: { price: { amount: 1_999, currency: 'USD' } } }],
    });
  });

  it('submit a user’s event by the id of the sender', async () => {
    const user_id = crypto.randomUUID();
    const { json } = await ask('POST', '/contacts', { role: 'user', external_id: user_id });
    const event = { event_name: 'signed-up', created_at: String(await now()), user_id, email: 'x@example.com' };

    expect((await ask('POST', '/events', { ...event, metadata: {} })).status).toBe(202);
    expect(await eventsOf((json as Named).id)).toMatchObject({ events: [{ event_name: 'signed-up', user_id }] });
    const unknown = await ask('POST', '/events', { ...event, user_id: 'nobody' });
    expect([unknown.status, unknown.json]).toMatchObject([404, { type: 'error.list', errors: [{}] }]);
  });

  it('put a contact into a company, which is made or changed first', async () => {
    const external_id = crypto.randomUUID();
    const company_id = crypto.randomUUID();
    const contact = (await ask('POST', '/contacts', { role: 'user', external_id })).json as Named;

    const company = await ask('POST', '/companies', { ...GROUP, company_id, contact_id: contact.id });
    const attached = await ask('POST', `/contacts/${contact.id}/companies`, { id: (company.json as Named).id });
    const again = await ask('POST', `/contacts/${contact.id}/companies`, { id: (company.json as Named).id });
    const changed = await ask('POST', '/companies', { company_id, plan: 'basic' });

    expect(company.json).toMatchObject({ ...GROUP, company_id, plan: { name: 'enterprise' } });
    expect([attached.status, again.status]).toEqual([200, 200]);
    expect(changed.json).toMatchObject({ ...GROUP, plan: { name: 'basic' }, user_count: 1 });
    expect((await ask('GET', `/contacts/${contact.id}`)).json).toMatchObject({ companies: { total_count: 1 } });
  });

  it('find nobody but the one address that RudderStack looks up in a group', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const created = await ask('POST', '/contacts', { role: 'user', email });

    const query = { operator: 'AND', value: [{ field: 'email', operator: '=', value: email }] };
    const { json } = await ask('POST', '/contacts/search', { query });

    expect(json).toMatchObject({ total_count: 1, data: [{ id: (created.json as Named).id }] });
  });

  it('ask for the deletion of a person', async () => {
    const { json } = await ask('POST', '/contacts', { role: 'user', external_id: crypto.randomUUID() });
    const { id } = json as Named;

    expect((await ask('POST', '/user_delete_requests', { intercom_user_id: id })).status).toBe(200);
    await control('POST', '/settle');
    expect((await ask('GET', `/contacts/${id}`)).status).toBe(404);
    expect((await ask('POST', '/user_delete_requests', { intercom_user_id: 'a user of theirs' })).status).toBe(404);
  });
});
