import { IntercomClient } from 'intercom-client';
import { runningProduct } from '../support/running-product.ts';
import { proofsOf, WebhookReceiver } from '../support/webhook-receiver.ts';

jest.setTimeout(120_000);

type Webhook = { id: string; secret: string; state: string; suspended_for: string | null; url: string };
type Delivery = {
  id: string;
  state: string;
  topic: string;
  dead_for: string | null;
  attempts: number;
  next_attempt_at: number | null;
  notification_id: string;
  log: { at: number; status: number | null; error: string | null }[];
};

const TOPICS = ['contact.user.created', 'contact.user.updated', 'contact.deleted', 'event.created'];

describe('webhooks', () => {
  const { product, local, control, now } = runningProduct();
  const receiver = new WebhookReceiver();
  let people = 0;

  beforeAll(() => receiver.start());
  afterAll(() => receiver.stop());
  beforeEach(() => receiver.reset());
  afterEach(async () => {
    const { data } = await ask<{ data: Webhook[] }>('GET', '/webhooks');
    for (const { id } of data) await ask('DELETE', `/webhooks/${id}`);
  });

  const settle = () => control('POST', '/settle');
  const advance = (duration: string) => control('PUT', '/clock', { advance: duration });

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await local().fetch(path, { method, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async function refused(method: string, path: string, body?: unknown): Promise<{ status: number; code: string }> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await local().fetch(path, { method, ...sent });
    const { errors } = (await answer.json()) as { errors: { code: string }[] };
    return { status: answer.status, code: errors[0]?.code ?? '' };
  }

  const listen = (topics = TOPICS) => ask<Webhook>('POST', '/webhooks', { url: receiver.url, topics });
  const log = async ({ id }: Webhook) => (await ask<{ data: Delivery[] }>('GET', `/webhooks/${id}/deliveries`)).data;

  const sdk = () =>
    new IntercomClient({ token: product().workspace.accessToken, environment: product().http, maxRetries: 0 });

  async function newUser(): Promise<string> {
    people += 1;
    const made = await sdk().contacts.create({
      external_id: `hooked-${people}`,
      email: `hooked-${people}@example.com`,
    });
    return made.id ?? '';
  }

  it('tells a new contact, made by the SDK, in Intercom’s envelope and signed twice', async () => {
    const webhook = await listen();
    const id = await newUser();
    await settle();

    const [told, ...more] = receiver.received;
    expect(more).toEqual([]);
    if (told === undefined) throw new Error('nothing came');
    expect(told.body).toMatchObject({
      type: 'notification_event',
      topic: 'contact.user.created',
      id: expect.stringMatching(/^notif_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      app_id: product().workspace.id,
      delivery_attempts: 1,
      data: { type: 'notification_event_data', item: { type: 'contact', id, role: 'user' } },
    });
    expect(told.body.data.item).toEqual(await ask('GET', `/contacts/${id}`));
    const proofs = proofsOf(webhook.secret, told);
    expect(told.headers['x-hub-signature']).toBe(proofs.hub);
    expect(told.headers['x-parley-signature']).toBe(proofs.parley);
    expect(told.headers['content-type']).toBe('application/json');
    expect(told.headers['user-agent']).toBe('parley-webhooks/1.0');
    expect(await log(webhook)).toMatchObject([
      { state: 'delivered', attempts: 1, log: [{ status: 200, error: null }] },
    ]);
  });

  it('shows the secret once', async () => {
    const webhook = await listen();

    expect(webhook.secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await ask('GET', `/webhooks/${webhook.id}`))).not.toContain(webhook.secret);
    expect(JSON.stringify(await ask('GET', '/webhooks'))).not.toContain(webhook.secret);
  });

  it('tells changes, events and deletions, each to those who asked for it only', async () => {
    const webhook = await listen(['contact.user.updated', 'event.created', 'contact.deleted']);
    const id = await newUser();
    await sdk().contacts.update({ contact_id: id, name: 'Hooked' });
    await sdk().events.create({ event_name: 'hooked', created_at: await now(), id, metadata: { plan: 'pro' } });
    await settle();
    await sdk().contacts.delete({ contact_id: id });
    await settle();

    expect(receiver.received.map(({ body }) => body.topic).sort()).toEqual([
      'contact.deleted',
      'contact.user.updated',
      'event.created',
    ]);
    expect(receiver.of('contact.user.updated')[0]?.body.data.item).toMatchObject({ id, name: 'Hooked' });
    expect(receiver.of('event.created')[0]?.body.data.item).toMatchObject({
      type: 'event',
      event_name: 'hooked',
      intercom_user_id: id,
      metadata: { plan: 'pro' },
    });
    expect(receiver.of('contact.deleted')[0]?.body.data.item).toEqual({ type: 'contact', id, deleted: true });
    expect((await log(webhook)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('tells tags, companies and their links to contacts', async () => {
    const topics = [
      'contact.user.tag.created',
      'contact.user.tag.deleted',
      'company.created',
      'company.contact.attached',
    ];
    await listen(topics);
    const id = await newUser();
    const tag = await sdk().tags.create({ name: `hooked-${people}` });
    await sdk().tags.tagContact({ contact_id: id, id: tag.id });
    const company = await ask<{ id: string }>('POST', '/companies', {
      company_id: `hooked-${people}`,
      name: 'Hook & Co',
    });
    await ask('POST', `/contacts/${id}/companies`, { id: company.id });
    await settle();
    await sdk().tags.untagContact({ contact_id: id, tag_id: tag.id });
    await settle();

    expect(receiver.received.map(({ body }) => body.topic).sort()).toEqual([...topics].sort());
    expect(receiver.of('contact.user.tag.created')[0]?.body.data.item).toMatchObject({
      type: 'contact_tag',
      tag: { type: 'tag', id: tag.id },
      contact: { id },
    });
    expect(receiver.of('company.contact.attached')[0]?.body.data.item).toMatchObject({
      type: 'company',
      id: company.id,
      contact: { type: 'contact', id },
    });
  });

  it('tells conversations with the part that triggered the topic, and no other', async () => {
    await listen(['conversation.user.created', 'conversation.admin.replied', 'conversation.admin.closed']);
    const id = await newUser();
    const { conversation_id: conversation } = await sdk().conversations.create({
      from: { type: 'user', id },
      body: 'Hello',
    });
    const admin = product().admins[0]?.id ?? '';
    const reply = (body: object) =>
      ask('POST', `/conversations/${conversation}/reply`, { type: 'admin', admin_id: admin, ...body });
    await reply({ message_type: 'comment', body: 'First' });
    await reply({ message_type: 'comment', body: '<p>Second</p>' });
    await settle();

    const [created] = receiver.of('conversation.user.created');
    const replied = receiver.of('conversation.admin.replied').map(({ body }) => body.data.item['conversation_parts']);
    expect(created?.body.data.item).toMatchObject({
      type: 'conversation',
      id: conversation,
      conversation_parts: { total_count: 0 },
    });
    expect(replied).toHaveLength(2);
    expect(replied).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ conversation_parts: [expect.objectContaining({ body: 'First' })] }),
        expect.objectContaining({ conversation_parts: [expect.objectContaining({ body: 'Second' })] }),
      ]),
    );
  });

  it('tries again when time passes, under the same notification id, until the endpoint takes it', async () => {
    const webhook = await listen();
    receiver.answer = { status: 500 };
    await newUser();
    await settle();
    await advance('2m');
    receiver.answer = { status: 204 };
    await advance('10m');

    expect(receiver.received.map(({ body }) => body.delivery_attempts)).toEqual([1, 2, 3]);
    expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['x-parley-signature'])).size).toBe(3);
    expect(await log(webhook)).toMatchObject([
      { state: 'delivered', attempts: 3, log: [{ status: 204 }, { status: 500, error: 'status' }, { status: 500 }] },
    ]);
  });

  it('gives up after a day, says so in the log, and sends again when a person asks', async () => {
    const webhook = await listen();
    receiver.answer = { status: 503 };
    await newUser();
    await settle();
    await advance('2d');

    const [dead] = await log(webhook);
    expect(dead).toMatchObject({ state: 'dead', dead_for: 'attempts_exhausted', attempts: 10, next_attempt_at: null });
    const times = dead?.log.map(({ at }) => at) ?? [];
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(20 * 3600);
    receiver.reset();
    await ask('POST', `/webhooks/${webhook.id}/deliveries/${dead?.id}/redeliver`);
    await settle();
    expect(receiver.received.map(({ body }) => [body.id, body.delivery_attempts])).toEqual([
      [dead?.notification_id, 11],
    ]);
    expect(await log(webhook)).toMatchObject([{ state: 'delivered', attempts: 11 }]);
  });

  it('holds deliveries while it is paused, and lets them go when it is resumed', async () => {
    const webhook = await listen(['contact.user.created']);
    expect(await ask('POST', `/webhooks/${webhook.id}/pause`)).toMatchObject({ state: 'paused' });
    await newUser();
    await newUser();
    await settle();
    await advance('1h');
    expect(receiver.received).toEqual([]);
    expect(await log(webhook)).toMatchObject([
      { state: 'pending', attempts: 0 },
      { state: 'pending', attempts: 0 },
    ]);

    expect(await ask('POST', `/webhooks/${webhook.id}/resume`)).toMatchObject({ state: 'active' });
    await settle();
    expect(receiver.received).toHaveLength(2);
  });

  it('ends a webhook whose endpoint is gone, and tells it nothing more', async () => {
    const webhook = await listen();
    receiver.answer = { status: 410 };
    await newUser();
    await settle();
    await newUser();
    await advance('1h');

    expect(receiver.received).toHaveLength(1);
    expect(await ask('GET', `/webhooks/${webhook.id}`)).toMatchObject({ state: 'suspended', suspended_for: 'gone' });
    expect(await log(webhook)).toMatchObject([{ state: 'dead', dead_for: 'gone' }]);
  });

  it('rests as long as a 429 asks for', async () => {
    const webhook = await listen();
    receiver.answer = { status: 429, headers: { 'Retry-After': '1800' } };
    await newUser();
    await settle();
    receiver.answer = { status: 200 };
    await newUser();
    await advance('25m');
    expect(receiver.received).toHaveLength(1);

    await advance('10m');
    expect((await log(webhook)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('sends a ping whenever asked', async () => {
    const webhook = await listen(['job.completed']);
    await ask('POST', `/webhooks/${webhook.id}/ping`);
    await settle();

    expect(receiver.received.map(({ body }) => body.topic)).toEqual(['ping']);
    expect(receiver.received[0]?.headers['x-hub-signature']).toBe(
      proofsOf(webhook.secret, receiver.received[0] as never).hub,
    );
  });

  it('follows no redirect', async () => {
    const webhook = await listen();
    receiver.answer = { status: 302, headers: { Location: 'http://169.254.169.254/latest/meta-data/' } };
    await newUser();
    await settle();

    expect(await log(webhook)).toMatchObject([{ state: 'retrying', log: [{ status: 302, error: 'redirect' }] }]);
  });

  it.each([
    'http://hooks.example.com/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://0x0a000001/',
    'https://metadata.google.internal/',
    'https://user:secret@hooks.example.com/',
    'https://hooks.example.com:22/',
    'ftp://hooks.example.com/',
  ])('refuses %s as a target', async (url) => {
    const webhook = await listen();

    const answers = [
      await refused('POST', '/webhooks', { url, topics: TOPICS }),
      await refused('PUT', `/webhooks/${webhook.id}`, { url }),
    ];
    expect(answers).toEqual([
      { status: 400, code: 'parameter_invalid' },
      { status: 400, code: 'parameter_invalid' },
    ]);
    expect(await ask('GET', `/webhooks/${webhook.id}`)).toMatchObject({ url: receiver.url });
  });

  it('knows no topic that is not listed and no webhook that is not there', async () => {
    const answers = [
      await refused('POST', '/webhooks', { url: receiver.url, topics: ['contact.*'] }),
      await refused('GET', '/webhooks/1'),
      await refused('POST', '/webhooks/1/deliveries/2/redeliver'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 404, 404]);
  });
});
