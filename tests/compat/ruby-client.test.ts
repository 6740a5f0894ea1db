import { plainRequest } from '../support/plain-request.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

type Named = { id: string };
type Listed = { type: string; data: Named[]; pages?: { next: string | null } };

/** What intercom-ruby 4.2 sends beside each request, DELETE with a JSON body among them. */
const HEADERS = {
  ...{ accept: 'application/vnd.intercom.3+json', 'accept-encoding': 'identity', acceptencoding: 'gzip, deflate' },
  ...{ 'user-agent': 'Intercom-Ruby/4.2.2', 'intercom-version': '2.11' },
};

describe('the requests of Intercom’s client for Ruby', () => {
  const { product, control } = runningProduct();
  const ask = async (method: string, target: string, body?: unknown) => {
    const headers = { ...HEADERS, ...(body === undefined ? {} : lengthOf(body)) };
    return await plainRequest(product(), method, target, { headers, ...(body === undefined ? {} : { body }) });
  };
  /** Node leaves the length of a DELETE out. */
  const lengthOf = (body: unknown) => ({ 'content-length': String(Buffer.byteLength(JSON.stringify(body))) });
  const admin = () => product().admins[0]?.id ?? '';
  const aUser = async () => {
    const external_id = crypto.randomUUID();
    const { json } = await ask('POST', '/contacts', { role: 'user', external_id, email: `${external_id}@example.com` });
    return json as Named & { external_id: string; email: string };
  };
  const aCompany = async () => {
    const { json } = await ask('POST', '/companies', { company_id: crypto.randomUUID(), name: 'Acme' });
    return json as Named & { company_id: string };
  };

  it('creates, saves, merges, archives and deletes contacts', async () => {
    const lead = (await ask('POST', '/contacts', { email: 'ruby-lead@example.com', role: 'lead' })).json as Named;
    const user = await aUser();

    expect((await ask('PUT', `/contacts/${user.id}`, { name: 'New name' })).json).toMatchObject({ name: 'New name' });
    expect((await ask('PUT', `/contacts/${lead.id}`, { name: 'Lead' })).json).toMatchObject({ role: 'lead' });
    const merged = await ask('POST', '/contacts/merge', { from: lead.id, into: user.id });
    expect(merged.json).toMatchObject({ id: user.id, role: 'user' });
    expect((await ask('POST', `/contacts/${user.id}/archive`, {})).json).toMatchObject({ archived: true });
    expect((await ask('POST', `/contacts/${user.id}/unarchive`, {})).json).toMatchObject({ archived: false });
    expect((await ask('DELETE', `/contacts/${user.id}`, {})).json).toMatchObject({ deleted: true });
  });

  it('adds and removes tags, companies, notes and subscriptions of a contact', async () => {
    const [{ id }, company] = [await aUser(), await aCompany()];
    const tag = (await ask('POST', '/tags', { name: 'ruby' })).json as Named;
    const types = (await ask('GET', '/subscription_types')).json as Listed;
    const subscription = types.data[0]?.id ?? '';

    const added = [
      await ask('POST', `/contacts/${id}/tags`, { id: tag.id }),
      await ask('POST', `/contacts/${id}/companies`, { id: company.id }),
      await ask('POST', `/contacts/${id}/notes`, { body: '<p>Text for the note</p>' }),
      await ask('POST', `/contacts/${id}/subscriptions`, { id: subscription, consent_type: 'opt_out' }),
    ];
    expect(added.map(({ status }) => status)).toEqual([200, 200, 200, 200]);

    for (const list of ['tags', 'companies', 'notes', 'subscriptions']) {
      expect([list, (await ask('GET', `/contacts/${id}/${list}`)).json]).toMatchObject([
        list,
        { type: 'list', data: [{ id: expect.any(String) }] },
      ]);
    }
    const removed = [
      await ask('DELETE', `/contacts/${id}/tags/${tag.id}`, { id: tag.id }),
      await ask('DELETE', `/contacts/${id}/companies/${company.id}`, { id: company.id }),
      await ask('DELETE', `/contacts/${id}/subscriptions/${subscription}`, { id: subscription }),
    ];
    expect(removed.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('tags and untags companies and people by any of their ids', async () => {
    const [user, company] = [await aUser(), await aCompany()];
    const companies = [{ company_id: company.company_id }];
    const tag = await ask('POST', '/tags', { name: 'blue', companies, tag_or_untag: 'tag' });
    await ask('POST', '/tags', { name: 'blue', users: [{ email: user.email }], tag_or_untag: 'tag' });
    const id = (tag.json as Named).id;

    expect((await ask('GET', `/companies/${company.id}`)).json).toMatchObject({ tags: { tags: [{ id }] } });
    expect((await ask('GET', `/contacts/${user.id}/tags`)).json).toMatchObject({ data: [{ id }] });

    const untagged = companies.map((each) => ({ ...each, untag: true }));
    await ask('POST', '/tags', { name: 'blue', companies: untagged, tag_or_untag: 'untag' });
    expect((await ask('GET', `/companies/${company.id}`)).json).toMatchObject({ tags: { tags: [] } });
  });

  it('goes through all companies by whole URLs, and by scroll', async () => {
    const { id } = await aUser();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const company = await aCompany();
      await ask('POST', `/contacts/${id}/companies`, { id: company.id });
      ids.push(company.id);
    }

    const listed: string[] = [];
    let next: string | null | undefined = '/companies?per_page=2';
    while (typeof next === 'string') {
      const page: Listed = (await ask('GET', next)).json as Listed;
      listed.push(...page.data.map((company) => company.id));
      next = page.pages?.next;
    }
    expect(listed).toEqual(expect.arrayContaining(ids));
    expect(new Set(listed).size).toBe(listed.length);

    const scrolled: string[] = [];
    let page = (await ask('GET', '/companies/scroll')).json as Listed & { scroll_param: string };
    while (page.data.length > 0) {
      scrolled.push(...page.data.map((company) => company.id));
      page = (await ask('GET', `/companies/scroll?scroll_param=${encodeURIComponent(page.scroll_param)}`))
        .json as typeof page;
    }
    expect(scrolled.sort()).toEqual(listed.sort());
  });

  it('replies, closes, opens, assigns and tags a conversation', async () => {
    const user = await aUser();
    const begun = await ask('POST', '/conversations', { from: { type: 'user', id: user.id }, body: 'halp' });
    const id = (begun.json as { conversation_id: string }).conversation_id;
    const reply = (body: object) => ask('POST', `/conversations/${id}/reply`, { ...body, conversation_id: id });
    const asAdmin = { type: 'admin', admin_id: admin() };

    const answers = [
      await reply({ type: 'user', email: user.email, message_type: 'comment', body: 'foo' }),
      await reply({ ...asAdmin, message_type: 'comment', body: 'bar' }),
      await reply({ ...asAdmin, message_type: 'open' }),
      await reply({ ...asAdmin, message_type: 'assignment', assignee_id: admin() }),
      await reply({ ...asAdmin, message_type: 'close', body: 'Reply and close' }),
      await ask('POST', '/conversations/last/reply', {
        ...{ type: 'user', body: 'Thanks again', message_type: 'comment', user_id: user.external_id },
        admin_id: admin(),
      }),
      await ask('POST', '/conversations/last/reply', {
        ...{ ...asAdmin, intercom_user_id: user.id, message_type: 'comment', body: 'bar' },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200]);
    const parts = await ask('GET', `/conversations/${id}`);
    expect(parts.json).toMatchObject({
      ...{ state: 'open', admin_assignee_id: Number(admin()) },
      conversation_parts: {
        conversation_parts: [
          ...['comment', 'comment', 'open', 'assignment', 'close', 'open', 'comment'].map((part_type) => ({
            part_type,
          })),
        ],
      },
    });

    const tag = (await ask('POST', '/tags', { name: 'urgent' })).json as Named;
    const tagged = await ask('POST', `/conversations/${id}/tags`, { id: tag.id, admin_id: admin() });
    const untagged = await ask('DELETE', `/conversations/${id}/tags/${tag.id}`, { id: tag.id, admin_id: admin() });
    expect([tagged.status, untagged.status]).toEqual([200, 200]);
  });

  it('submits events and lists them, one by one and summed up', async () => {
    const user = await aUser();
    const created_at = Math.floor(Date.now() / 1_000) - 60;
    const metadata = {
      ...{ invitee_email: 'pi@example.org', invite_code: 'ADDAFRIEND', found_date: 12_909_364_407 },
      price: { currency: 'usd', amount: 2_999 },
    };
    const event = { event_name: 'invited-friend', created_at, email: user.email, metadata };
    const submitted = await ask('POST', '/events', event);
    await control('POST', '/settle');

    const listed = await ask('GET', `/events?type=user&intercom_user_id=${user.id}`);
    const summed = await ask('GET', `/events?type=user&intercom_user_id=${user.id}&summary=true`);

    expect([submitted.status, submitted.json]).toEqual([202, undefined]);
    expect(listed.json).toMatchObject({ events: [{ event_name: 'invited-friend', metadata }] });
    expect(summed.json).toMatchObject({ type: 'event.summary', events: [{ name: 'invited-friend', count: 1 }] });
  });
});
