import type { Intercom } from 'intercom-client';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

describe('companies and tags, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());
  const unique = () => crypto.randomUUID();
  const aUser = () => client().contacts.create({ external_id: unique(), email: `${unique()}@example.com` });
  const aCompany = (rest: Partial<Intercom.CreateOrUpdateCompanyRequest> = {}) =>
    client().companies.createOrUpdate({ company_id: unique(), name: `Acme ${unique()}`, ...rest });
  const attach = (contact_id: string, id: string) => client().companies.attachContact({ contact_id, id });
  const tagsOf = (company?: Intercom.Company) => company?.tags?.tags?.map((tag) => (tag as Intercom.TagBasic).name);

  it('upserts a company by its id and shows its plan, spend and attributes', async () => {
    const company_id = unique();
    const created = await aCompany({
      company_id,
      plan: 'Pro',
      monthly_spend: 49,
      size: 12,
      website: 'https://acme.example',
      industry: 'Testing',
      remote_created_at: 1_374_138_000,
      custom_attributes: { tier: 'a' },
    });
    const again = await client().companies.createOrUpdate({ company_id, plan: 'Basic' });

    expect(created).toMatchObject({
      type: 'company',
      app_id: product().workspace.id,
      plan: { type: 'plan', name: 'Pro' },
      ...{ monthly_spend: 49, size: 12, website: 'https://acme.example', industry: 'Testing' },
      ...{ remote_created_at: 1_374_138_000, session_count: 0, user_count: 0, custom_attributes: { tier: 'a' } },
    });
    expect(created.id).toMatch(/^[0-9a-f]{24}$/);
    expect(again).toMatchObject({ id: created.id, name: created.name, plan: { name: 'Basic' }, size: 12 });
    expect(await client().companies.find({ company_id: created.id })).toEqual(again);
    const renamed = await client().companies.update({ company_id: created.id, body: { name: 'Renamed' } });
    expect(renamed).toMatchObject({ id: created.id, company_id, name: 'Renamed' });
  });

  it('retrieves one company by its id or name', async () => {
    const company = await aCompany();

    expect(await client().companies.retrieve({ company_id: company.company_id })).toEqual(company);
    expect(await client().companies.retrieve({ name: company.name })).toEqual(company);
    await expect(client().companies.retrieve({ company_id: unique() })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'company_not_found', message: 'Company Not Found' }] },
    });
  });

  it('attaches a contact to a company, lists both sides and detaches it', async () => {
    const [contact, company] = [await aUser(), await aCompany()];

    expect(await attach(contact.id, company.id)).toMatchObject({ id: company.id, user_count: 1 });

    const attached: (string | undefined)[] = [];
    for await (const { id } of await client().contacts.listAttachedCompanies({ contact_id: contact.id }))
      attached.push(id);
    expect(attached).toEqual([company.id]);
    const { companies } = await client().contacts.find({ contact_id: contact.id });
    expect(companies).toMatchObject({ data: [{ type: 'company', id: company.id }], total_count: 1, has_more: false });
    const members = await client().companies.listAttachedContacts({ company_id: company.id });
    expect(members).toMatchObject({ type: 'list', total_count: 1, data: [{ id: contact.id }] });
    expect((await client().companies.listAttachedSegments({ company_id: company.id })).data).toEqual([]);

    const detached = await client().companies.detachContact({ contact_id: contact.id, company_id: company.id });
    expect(detached).toMatchObject({ id: company.id, user_count: 0 });
    expect((await client().companies.listAttachedContacts({ company_id: company.id })).data).toEqual([]);
  });

  it('iterates over every company that has contacts, once, by pages and by scroll', async () => {
    const contact = await aUser();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { id } = await aCompany();
      await attach(contact.id, id);
      ids.push(id);
    }
    const lonely = await aCompany();

    const listed: (string | undefined)[] = [];
    for await (const { id } of await client().companies.list({ per_page: 60 })) listed.push(id);
    const scrolled: (string | undefined)[] = [];
    for await (const { id } of await client().companies.scroll()) scrolled.push(id);

    expect(listed).toEqual(expect.arrayContaining(ids));
    expect(listed).not.toContain(lonely.id);
    expect(new Set(listed).size).toBe(listed.length);
    expect([...scrolled].sort()).toEqual([...listed].sort());
  });

  it('lets one scroll be open at a time', async () => {
    await attach((await aUser()).id, (await aCompany()).id);
    const first = await client().companies.scroll();

    await expect(client().companies.scroll()).rejects.toMatchObject({
      statusCode: 400,
      body: { errors: [{ code: 'scroll_exists' }] },
    });
    for await (const _company of first);
  });

  it('brings the companies of a contact that was seen to the front', async () => {
    const [one, two] = [await aUser(), await aUser()];
    const [quiet, busy] = [await aCompany(), await aCompany()];
    await attach(two.id, busy.id);
    await attach(one.id, quiet.id);
    const seen = await now();

    await client().contacts.update({ contact_id: two.id, last_seen_at: seen });
    await control('POST', '/settle');

    expect(await client().companies.find({ company_id: busy.id })).toMatchObject({
      last_request_at: seen,
      session_count: 1,
    });
    const { data } = await client().companies.list({ per_page: 1 });
    expect(data[0]?.id).toBe(busy.id);
  });

  it('deletes a company, and its contacts forget it', async () => {
    const [contact, company] = [await aUser(), await aCompany()];
    await attach(contact.id, company.id);

    expect(await client().companies.delete({ company_id: company.id })).toEqual({
      ...{ id: company.id, object: 'company', deleted: true },
    });
    await control('POST', '/settle');

    await expect(client().companies.find({ company_id: company.id })).rejects.toMatchObject({ statusCode: 404 });
    const { companies } = await client().contacts.find({ contact_id: contact.id });
    expect(companies).toMatchObject({ data: [], total_count: 0 });
  });

  it('creates a tag once, whatever its case, and lists, renames and deletes it', async () => {
    const name = `Tag ${unique()}`;
    const tag = await client().tags.create({ name });

    expect(tag).toEqual({ type: 'tag', id: expect.stringMatching(/^\d+$/), name });
    expect(await client().tags.create({ name: name.toUpperCase() })).toEqual(tag);
    expect(await client().tags.create({ id: tag.id, name: `${name}!` })).toEqual({ ...tag, name: `${name}!` });
    expect(await client().tags.find({ tag_id: tag.id })).toMatchObject({ name: `${name}!` });
    expect((await client().tags.list()).data).toContainEqual({ ...tag, name: `${name}!` });
    expect(await client().tags.delete({ tag_id: tag.id })).toBeUndefined();
    await expect(client().tags.find({ tag_id: tag.id })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'not_found', message: 'Resource Not Found' }] },
    });
  });

  it('tags and untags a contact, and says when and by whom', async () => {
    const [contact, tag] = [await aUser(), await client().tags.create({ name: unique() })];
    const me = await client().admins.identify();

    const applied = await client().tags.tagContact({ contact_id: contact.id, id: tag.id });

    expect(applied).toMatchObject({ ...tag, applied_by: { type: 'admin', id: me?.id } });
    expect(Math.abs((applied.applied_at ?? 0) - (await now()))).toBeLessThan(60);
    expect((await client().contacts.listAttachedTags({ contact_id: contact.id })).data).toEqual([applied]);
    expect((await client().contacts.find({ contact_id: contact.id })).tags).toMatchObject({
      data: [{ type: 'tag', id: tag.id }],
      total_count: 1,
    });
    expect(await client().tags.untagContact({ contact_id: contact.id, tag_id: tag.id })).toEqual(applied);
    expect((await client().contacts.listAttachedTags({ contact_id: contact.id })).data).toEqual([]);
  });

  it('tags companies and users by name, and untags companies', async () => {
    const [contact, one, two] = [await aUser(), await aCompany(), await aCompany()];
    const name = unique();

    const tag = await client().tags.create({ name, companies: [{ company_id: one.company_id }, { id: two.id }] });
    expect(await client().tags.create({ name, users: [{ id: contact.id }] })).toEqual(tag);

    expect(tagsOf(await client().companies.find({ company_id: one.id }))).toEqual([name]);
    expect(tagsOf(await client().companies.find({ company_id: two.id }))).toEqual([name]);
    expect((await client().contacts.find({ contact_id: contact.id })).tags?.total_count).toBe(1);
    await client().tags.create({ name, companies: [{ id: one.id, untag: true }] });
    expect(tagsOf(await client().companies.find({ company_id: one.id }))).toEqual([]);
    await expect(client().tags.create({ name, companies: [{ company_id: unique() }] })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'company_not_found' }] },
    });
    await expect(client().tags.create({ name, users: [{ id: unique() }] })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'not_found', message: 'User Not Found' }] },
    });
  });

  it('takes a deleted tag from everything that wore it', async () => {
    const [contact, company, name] = [await aUser(), await aCompany(), unique()];
    const tag = await client().tags.create({ name, companies: [{ id: company.id }] });
    await client().tags.tagContact({ contact_id: contact.id, id: tag.id });

    await client().tags.delete({ tag_id: tag.id });
    await control('POST', '/settle');

    expect(tagsOf(await client().companies.find({ company_id: company.id }))).toEqual([]);
    expect((await client().contacts.find({ contact_id: contact.id })).tags).toMatchObject({ data: [], total_count: 0 });
  });
});
