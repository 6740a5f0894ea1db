import { webhookDesk } from '../support/webhook-desk.ts';
import { proofsOf } from '../support/webhook-receiver.ts';

jest.setTimeout(120_000);

const TOPICS = ['contact.user.created', 'contact.user.updated', 'contact.deleted', 'event.created'];

describe('webhooks', () => {
  const { product, receiver, ask, refused, settle, listen, log, newUser } = webhookDesk();

  it('tells a new contact, made by the SDK, in Intercom’s envelope and signed twice', async () => {
    const webhook = await listen(TOPICS);
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
    const webhook = await listen(TOPICS);

    expect(webhook.secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await ask('GET', `/webhooks/${webhook.id}`))).not.toContain(webhook.secret);
    expect(JSON.stringify(await ask('GET', '/webhooks'))).not.toContain(webhook.secret);
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
    const webhook = await listen(TOPICS);
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
    const webhook = await listen(TOPICS);

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
