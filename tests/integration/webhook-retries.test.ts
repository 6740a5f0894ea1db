import { webhookDesk } from '../support/webhook-desk.ts';

jest.setTimeout(120_000);

const TOPICS = ['contact.user.created', 'contact.user.updated', 'contact.deleted', 'event.created'];

describe('deliveries of webhooks', () => {
  const { receiver, ask, settle, advance, listen, log, newUser } = webhookDesk();

  it('tries again when time passes, under the same notification id, until the endpoint takes it', async () => {
    const webhook = await listen(TOPICS);
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
    const webhook = await listen(TOPICS);
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
    const webhook = await listen(TOPICS);
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
    const webhook = await listen(TOPICS);
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
});
