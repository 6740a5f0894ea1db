import { WEBHOOK_TOPICS } from '#domain/connect/webhook/webhook-topic';
import { webhookDesk } from '../support/webhook-desk.ts';

jest.setTimeout(120_000);

type Item = Record<string, unknown>;
type Told = [topic: string, item: Item][];

describe('what webhooks are told', () => {
  const { receiver, now, ask, sdk, settle, listen, newUser, unique, product } = webhookDesk();

  const made = async (path: string, body: object) => (await ask<{ id: string }>('POST', path, body)).id;
  const aLead = (body: object = {}) => made('/contacts', { role: 'lead', name: 'A lead', ...body });
  const aCompany = () => made('/companies', { company_id: unique(), name: 'Hook & Co' });
  const aTag = () => made('/tags', { name: unique() });
  const aVisitor = async () => {
    const session = await ask<{ contact: { id: string } }>('POST', '/messenger/sessions', {
      app_id: product().workspace.id,
    });
    return session.contact.id;
  };
  const put = (id: string, body: object) => ask('PUT', `/contacts/${id}`, body);

  /** What every webhook there is is told because of what was done, and of nothing before. */
  async function toldBy(act: () => Promise<unknown>, version?: string): Promise<Told> {
    await settle();
    await listen(WEBHOOK_TOPICS, version);
    await act();
    await settle();
    const told = receiver.received.map(({ body }): Told[number] => [body.topic, body.data.item]);
    return told.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  const topics = (told: Told) => told.map(([topic]) => topic);
  const itemOf = (told: Told, wanted: string): Item => told.find(([topic]) => topic === wanted)?.[1] ?? {};

  describe('of contacts', () => {
    it('that they were made, as the API shows them then', async () => {
      const ids: string[] = [];
      const told = await toldBy(async () => {
        ids.push(await newUser(), await aLead());
      });

      expect(topics(told)).toEqual(['contact.lead.created', 'contact.user.created']);
      expect(itemOf(told, 'contact.user.created')).toEqual(await ask('GET', `/contacts/${ids[0]}`));
      expect(itemOf(told, 'contact.lead.created')).toEqual(await ask('GET', `/contacts/${ids[1]}`));
    });

    it.each<[string, () => Promise<string>, object, string[]]>([
      ['a user renamed', newUser, { name: 'Grace' }, ['contact.user.updated']],
      ['a lead renamed', aLead, { name: 'Grace' }, ['contact.lead.updated']],
      ['another address', newUser, { email: 'NEW' }, ['contact.email.updated', 'contact.user.updated']],
      ["a lead's first address", aLead, { email: 'NEW' }, ['contact.lead.added_email', 'contact.lead.updated']],
      [
        'a lead who signs up',
        aLead,
        { role: 'user', email: 'NEW' },
        ['contact.lead.added_email', 'contact.lead.signed_up'],
      ],
      [
        'a refusal of mail',
        newUser,
        { unsubscribed_from_emails: true },
        ['contact.unsubscribed', 'contact.user.updated'],
      ],
      ['what was so already', newUser, {}, []],
    ])('%s', async (_, existing, body, expected) => {
      const id = await existing();
      const change = 'email' in body ? { ...body, email: `${unique()}@example.com` } : body;
      const told = await toldBy(() => put(id, change));

      expect(topics(told)).toEqual(expected);
      const shown = await ask('GET', `/contacts/${id}`);
      for (const [topic, item] of told)
        expect(topic === 'contact.unsubscribed' ? item['contact'] : item).toEqual(shown);
    });

    it('that mail is wanted again', async () => {
      const id = await made('/contacts', { external_id: unique(), unsubscribed_from_emails: true });
      const told = await toldBy(() => put(id, { unsubscribed_from_emails: false }));

      expect(topics(told)).toEqual(['contact.subscribed', 'contact.user.updated']);
      expect(itemOf(told, 'contact.subscribed')).toMatchObject({
        type: 'subscription',
        state: 'subscribed',
        contact: { type: 'contact', id, unsubscribed_from_emails: false },
      });
    });

    it('which kind of mail was chosen or refused, each of them', async () => {
      const id = await newUser();
      const told = await toldBy(async () => {
        await ask('POST', `/contacts/${id}/subscriptions`, { id: '1', consent_type: 'opt_out' });
        await ask('POST', `/contacts/${id}/subscriptions`, { id: '3', consent_type: 'opt_in' });
      });

      expect(topics(told)).toEqual(['granular.subscribe', 'granular.unsubscribe']);
      expect(itemOf(told, 'granular.subscribe')).toMatchObject({ type: 'subscription', id: '3', contact: { id } });
      expect(itemOf(told, 'granular.unsubscribe')).toMatchObject({
        type: 'subscription',
        id: '1',
        consent_type: 'opt_out',
        default_translation: { name: 'Newsletters' },
        contact: { id },
      });
    });

    it('that they were archived, and brought back', async () => {
      const id = await newUser();
      const archived = await toldBy(() => ask('POST', `/contacts/${id}/archive`));
      expect(topics(archived)).toEqual(['contact.archived']);
      expect(itemOf(archived, 'contact.archived')).toMatchObject({ type: 'contact', id });

      receiver.reset();
      await ask('POST', `/contacts/${id}/unarchive`);
      await settle();
      expect(receiver.received.map(({ body }) => [body.topic, body.data.item.id])).toEqual([['contact.unarchive', id]]);
    });

    it.each<[string, (id: string) => Promise<unknown>]>([
      ['by the API', (id) => ask('DELETE', `/contacts/${id}`)],
      ['by a data protection request', (id) => ask('POST', '/user_delete_requests', { intercom_user_id: id })],
    ])('that one was deleted %s, once and no more than that, whatever it had', async (_, remove) => {
      const id = await newUser();
      await ask('POST', `/contacts/${id}/tags`, { id: await aTag() });
      await ask('POST', `/contacts/${id}/companies`, { id: await aCompany() });
      const told = await toldBy(() => remove(id));

      expect(told).toEqual([['contact.deleted', { type: 'contact', id, deleted: true }]]);
    });

    it('that a lead was merged into a user, with both', async () => {
      const [lead, user] = [await aLead(), await newUser()];
      const told = await toldBy(() => ask('POST', '/contacts/merge', { from: lead, into: user }));

      expect(topics(told)).toContain('contact.merged');
      expect(topics(told).filter((topic) => topic === 'contact.deleted' || topic === 'contact.lead.updated')).toEqual(
        [],
      );
      expect(itemOf(told, 'contact.merged')).toMatchObject({
        type: 'contact',
        id: user,
        merged_from: { type: 'contact', id: lead, role: 'lead' },
      });
    });

    it.each<[string, () => Promise<string>]>([
      ['user', newUser],
      ['lead', aLead],
    ])('that a %s was tagged and untagged', async (role, existing) => {
      const [id, tag] = [await existing(), await aTag()];
      const tagged = await toldBy(() => ask('POST', `/contacts/${id}/tags`, { id: tag }));
      receiver.reset();
      await ask('POST', `/contacts/${id}/tags`, { id: tag });
      await settle();
      const again = receiver.received.length;
      await ask('DELETE', `/contacts/${id}/tags/${tag}`);
      await settle();

      expect(topics(tagged)).toEqual([`contact.${role}.tag.created`]);
      expect(tagged[0]?.[1]).toEqual({
        type: 'contact_tag',
        created_at: expect.any(Number),
        tag: expect.objectContaining({ type: 'tag', id: tag }),
        contact: await ask('GET', `/contacts/${id}`).then((contact) => ({
          ...(contact as Item),
          updated_at: expect.any(Number),
          tags: expect.anything(),
        })),
      });
      expect(again).toBe(0);
      expect(receiver.received.map(({ body }) => body.topic)).toEqual([`contact.${role}.tag.deleted`]);
      expect(receiver.received[0]?.body.data.item).toMatchObject({
        type: 'contact_tag',
        tag: { id: tag },
        contact: { id },
      });
    });
  });

  describe('of visitors', () => {
    it('nothing while they visit, and that they signed up when they are known', async () => {
      const told = await toldBy(async () => {
        const id = await aVisitor();
        await settle();
        await ask('POST', '/visitors/convert', {
          type: 'user',
          visitor: { id },
          user: { email: `${unique()}@example.com` },
        });
      });

      expect(topics(told)).toEqual(['contact.user.created', 'visitor.signed_up']);
      expect(itemOf(told, 'visitor.signed_up')).toMatchObject({ type: 'visitor' });
    });

    it('that one signed up who turns out to be a user already, and nothing of a merge', async () => {
      const [id, user] = [await aVisitor(), await newUser()];
      const told = await toldBy(() =>
        ask('POST', '/visitors/convert', { type: 'user', visitor: { id }, user: { id: user } }),
      );

      expect(topics(told)).toContain('visitor.signed_up');
      expect(topics(told)).not.toContain('contact.merged');
      expect(itemOf(told, 'visitor.signed_up')).toMatchObject({ type: 'visitor', id: user });
    });

    it('that one became a lead', async () => {
      const id = await aVisitor();
      const told = await toldBy(() =>
        ask('POST', '/visitors/convert', { type: 'lead', visitor: { id }, user: { email: `${unique()}@example.com` } }),
      );

      expect(topics(told)).toEqual(['contact.lead.created']);
    });
  });

  describe('of companies', () => {
    it('that one was made, changed and deleted, each once', async () => {
      const company = { company_id: unique(), name: 'Hook & Co' };
      const ids: string[] = [];
      const told = await toldBy(async () => {
        ids.push(await made('/companies', company));
        await settle();
        // What is so already is no news.
        await ask('POST', '/companies', company);
        await ask('PUT', `/companies/${ids[0]}`, { name: 'Hook & Sons' });
        await settle();
        await ask('DELETE', `/companies/${ids[0]}`);
      });

      expect(topics(told)).toEqual(['company.created', 'company.deleted', 'company.updated']);
      expect(itemOf(told, 'company.created')).toMatchObject({ type: 'company', id: ids[0], name: 'Hook & Co' });
      expect(itemOf(told, 'company.updated')).toMatchObject({ type: 'company', id: ids[0], name: 'Hook & Sons' });
      expect(itemOf(told, 'company.deleted')).toEqual({ type: 'company', id: ids[0], deleted: true });
    });

    it('who was attached and detached', async () => {
      const [contact, company] = [await newUser(), await aCompany()];
      const attached = await toldBy(() => ask('POST', `/contacts/${contact}/companies`, { id: company }));
      receiver.reset();
      await ask('DELETE', `/contacts/${contact}/companies/${company}`);
      await settle();
      const detached = receiver.received.map(({ body }): Told[number] => [body.topic, body.data.item]);

      expect(attached).toEqual([
        ['company.contact.attached', expect.objectContaining({ type: 'company', id: company })],
      ]);
      expect(attached[0]?.[1]['contact']).toMatchObject({ type: 'contact', id: contact });
      expect(topics(detached)).toEqual(['company.contact.detached']);
      expect(detached[0]?.[1]).toMatchObject({ type: 'company', id: company, contact: { id: contact } });
    });
  });

  it('of events, once however often one is sent', async () => {
    const id = await newUser();
    const event = { event_name: 'hooked', created_at: await now(), id, metadata: { plan: 'pro' } };
    const told = await toldBy(async () => {
      await sdk().events.create(event);
      await sdk().events.create(event);
    });

    expect(topics(told)).toEqual(['event.created']);
    expect(told[0]?.[1]).toMatchObject({
      type: 'event',
      event_name: 'hooked',
      intercom_user_id: id,
      metadata: { plan: 'pro' },
    });
  });

  it('of conversations, with the part that triggered the topic and no other, plain from 2.15 on', async () => {
    const id = await newUser();
    const admin = product().admins[0]?.id ?? '';
    await listen(['conversation.admin.replied'], '2.14');
    const told = await toldBy(async () => {
      const { conversation_id: conversation } = await sdk().conversations.create({
        from: { type: 'user', id },
        body: 'Hello',
      });
      for (const body of ['<p>First</p>', '<p>Second <b>one</b></p>'])
        await ask('POST', `/conversations/${conversation}/reply`, {
          type: 'admin',
          admin_id: admin,
          message_type: 'comment',
          body,
        });
    });

    const bodies = told.flatMap(([topic, item]) => {
      const { conversation_parts: parts, total_count: count } = item['conversation_parts'] as {
        conversation_parts: { body: string }[];
        total_count: number;
      };
      return [[topic, count, parts.map(({ body }) => body).join()]];
    });
    expect(bodies.sort()).toEqual([
      ['conversation.admin.replied', 1, '<p>First</p>'],
      ['conversation.admin.replied', 1, '<p>Second <b>one</b></p>'],
      ['conversation.admin.replied', 1, 'First'],
      ['conversation.admin.replied', 1, 'Second one'],
      ['conversation.user.created', 0, ''],
    ]);
  });

  describe('of jobs', () => {
    it('that one has ended, once, as the API shows it then', async () => {
      const told = await toldBy(async () => {
        const at = await now();
        const range = { created_at_after: at - 3600, created_at_before: at };
        await ask('POST', '/export/content/data', range);
      });

      expect(topics(told)).toEqual(['job.completed']);
      expect(itemOf(told, 'job.completed')).toMatchObject({ type: 'job', status: 'success' });
      expect(await ask('GET', `/jobs/${itemOf(told, 'job.completed')['id']}`)).toMatchObject({ status: 'success' });
    });
  });

  it('of every topic of people, companies, events, subscriptions and jobs', () => {
    const mine = WEBHOOK_TOPICS.filter((topic) => !topic.startsWith('conversation.'));

    expect(mine.filter((topic) => !receiver.topics.has(topic))).toEqual([]);
  });
});
