import { outboundHttp } from '#platform/outbound-http';
import { anApi } from '../testing.ts';
import { webhookRoutes } from './webhooks.routes.ts';

/** Without the variable that only the local runtime sets. */
const theApi = () => anApi((ports) => webhookRoutes({ ...ports, http: outboundHttp() }));

const TARGET = { url: 'https://hooks.example.com/parley', topics: ['contact.user.created', 'ping'] };

type Answer = { id: string; secret: string; data: { id: string }[] };

async function withWebhook() {
  const api = await theApi();
  const { id, secret } = (await api.ask('POST', '/webhooks', TARGET)).json as Answer;
  return { ...api, id, secret };
}

describe('POST /webhooks', () => {
  it('answers with the webhook and, this once, its secret', async () => {
    const { ask } = await theApi();
    const answer = await ask('POST', '/webhooks', TARGET, { 'Intercom-Version': '2.14' });

    expect([answer.status, answer.json]).toEqual([
      200,
      {
        type: 'webhook',
        id: '1',
        url: TARGET.url,
        topics: ['contact.user.created'],
        state: 'active',
        suspended_for: null,
        api_version: '2.14',
        created_at: 1_767_603_600,
        updated_at: 1_767_603_600,
        secret: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ',
      },
    ]);
  });

  it.each([
    'http://127.0.0.1:8080/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'https://[::ffff:169.254.169.254]/',
    'https://2130706433/',
    'http://hooks.example.com/',
    'javascript:alert(1)',
    'not a url',
  ])('refuses %s', async (url) => {
    const { ask } = await theApi();

    expect((await ask('POST', '/webhooks', { ...TARGET, url })).status).toBe(400);
    expect((await ask('GET', '/webhooks')).json).toEqual({ type: 'list', data: [] });
  });

  it.each([
    [{ topics: ['contact.user.created'] }],
    [{ url: TARGET.url }],
    [{ ...TARGET, topics: [] }],
    [{ ...TARGET, topics: ['__proto__'] }],
    [{ ...TARGET, topics: 'contact.user.created' }],
    [{ ...TARGET, url: ['https://hooks.example.com/'] }],
  ])('refuses %j', async (body) => {
    const { ask } = await theApi();

    expect((await ask('POST', '/webhooks', body)).status).toBe(400);
  });

  it('takes neither workspace, id, state nor secret from the body', async () => {
    const { ask, askAsOthers } = await theApi();
    const forged = { ...TARGET, workspace_id: 'othersws', id: '99', state: 'paused', secret: 'mine', version: 9 };

    expect((await ask('POST', '/webhooks', forged)).json).toMatchObject({ id: '1', state: 'active' });
    expect((await askAsOthers('GET', '/webhooks')).json).toEqual({ type: 'list', data: [] });
  });

  it('makes at most 50', async () => {
    const { ask } = await theApi();
    for (let n = 0; n < 50; n += 1) await ask('POST', '/webhooks', TARGET);

    expect((await ask('POST', '/webhooks', TARGET)).status).toBe(400);
  });
});

describe('the activity log of webhooks', () => {
  it('knows who created and deleted one, and no more of its address than the host', async () => {
    const { ask, id, ports } = await withWebhook();
    await ask('DELETE', `/webhooks/${id}`);
    await ask('DELETE', `/webhooks/${id}`);

    const subject = `${id} to hooks.example.com`;
    expect(await ports.activities.list('acmeacme', { from: 0, to: 9e12 })).toMatchObject([
      { type: 'app_webhook_deletion', subject },
      { type: 'app_webhook_creation', subject },
    ]);
  });
});

describe('webhooks of another workspace', () => {
  it.each([
    ['GET', ''],
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['POST', '/ping'],
    ['POST', '/rotate_secret'],
    ['GET', '/deliveries'],
    ['POST', '/deliveries/1/redeliver'],
  ])('are not found: %s /webhooks/{id}%s', async (method, path) => {
    const { ask, askAsOthers, id } = await withWebhook();
    const answer = await askAsOthers(method, `/webhooks/${id}${path}`, method === 'PUT' ? TARGET : undefined);

    expect([answer.status, answer.json]).toMatchObject([404, { errors: [{ code: 'webhook_not_found' }] }]);
    expect((await ask('GET', `/webhooks/${id}`)).json).toMatchObject({ state: 'active', updated_at: 1_767_603_600 });
  });
});

describe('a webhook', () => {
  it('is changed, paused, resumed and deleted', async () => {
    const { ask, id } = await withWebhook();
    const path = `/webhooks/${id}`;

    expect((await ask('PUT', path, { topics: ['event.created'] })).json).toMatchObject({
      topics: ['event.created'],
      url: TARGET.url,
    });
    expect((await ask('POST', `${path}/pause`)).json).toMatchObject({ state: 'paused' });
    expect((await ask('POST', `${path}/pause`)).json).toMatchObject({ state: 'paused' });
    expect((await ask('POST', `${path}/resume`)).json).toMatchObject({ state: 'active' });
    expect((await ask('DELETE', path)).json).toEqual({ type: 'webhook', id, deleted: true });
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('never shows its secret again, but for a new one', async () => {
    const { ask, id, secret } = await withWebhook();
    const texts = [
      await ask('GET', '/webhooks'),
      await ask('GET', `/webhooks/${id}`),
      await ask('PUT', `/webhooks/${id}`, TARGET),
      await ask('POST', `/webhooks/${id}/pause`),
    ].map(({ text }) => text);

    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    expect((await ask('POST', `/webhooks/${id}/rotate_secret`)).json).toMatchObject({ secret: expect.any(String) });
  });

  it('forgets the errors of its endpoint when it is resumed', async () => {
    const { ask, id, ports } = await withWebhook();
    const key = { workspaceId: 'acmeacme', webhookId: id };
    const ill = { errors: 9, windowStartedAt: 1, failingSince: 1, restingUntil: 9e12 };
    await ports.webhooks.saveHealth(key, await ports.webhooks.health('acmeacme', id), ill);
    await ask('POST', `/webhooks/${id}/resume`);

    expect(await ports.webhooks.health('acmeacme', id)).toMatchObject({ errors: 0, restingUntil: null });
  });
});

describe('the delivery log', () => {
  it('is paged, newest first, and has each sent again on demand', async () => {
    const { ask, id, ports } = await withWebhook();
    for (let n = 0; n < 3; n += 1) {
      await ask('POST', `/webhooks/${id}/ping`);
      ports.clock.advance(1_000);
    }
    const first = (await ask('GET', `/webhooks/${id}/deliveries?per_page=2`)).json as Answer & {
      pages: { next: { starting_after: string } };
    };
    const next = encodeURIComponent(first.pages.next.starting_after);
    const second = (await ask('GET', `/webhooks/${id}/deliveries?per_page=2&starting_after=${next}`)).json as Answer;

    expect(first.data).toMatchObject([
      { type: 'webhook_delivery', webhook_id: id, topic: 'ping', state: 'pending', created_at: 1_767_603_602 },
      { created_at: 1_767_603_601 },
    ]);
    expect(second.data).toMatchObject([{ created_at: 1_767_603_600 }]);
    const again = await ask('POST', `/webhooks/${id}/deliveries/${second.data[0]?.id}/redeliver`);
    expect(again.json).toMatchObject({ state: 'pending', next_attempt_at: 1_767_603_603 });
  });

  it('knows no delivery of another webhook and takes no foreign cursor', async () => {
    const { ask, id } = await withWebhook();
    const other = (await ask('POST', '/webhooks', TARGET)).json as Answer;
    const ping = (await ask('POST', `/webhooks/${id}/ping`)).json as Answer;

    expect((await ask('POST', `/webhooks/${other.id}/deliveries/${ping.id}/redeliver`)).status).toBe(404);
    expect((await ask('GET', `/webhooks/${id}/deliveries?starting_after=Zm9yZ2Vk`)).status).toBe(400);
    expect((await ask('GET', `/webhooks/${id}/deliveries?per_page=151`)).status).toBe(400);
  });
});
