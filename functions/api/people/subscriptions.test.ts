import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const GRACE = '000000000000000000000001';
const PATH = `/contacts/${GRACE}/subscriptions`;

async function theApi() {
  const api = await anApi(peopleRoutes);
  await api.ask('POST', '/contacts', { external_id: 'grace' });
  const ids = (json: unknown) => (json as { data: { id: string }[] }).data.map(({ id }) => id);
  return { ...api, chosen: async () => ids((await api.ask('GET', PATH)).json) };
}

describe('subscription types', () => {
  it('are there in every workspace, in the recorded form', async () => {
    const { ask } = await theApi();

    const { json } = await ask('GET', '/subscription_types');

    expect(json).toMatchObject({ type: 'list' });
    expect((json as { data: unknown[] }).data[0]).toEqual({
      type: 'subscription',
      id: '1',
      state: 'live',
      consent_type: 'opt_out',
      default_translation: {
        name: 'Newsletters',
        description: 'News about us and what we make',
        locale: 'en',
      },
      translations: [{ name: 'Newsletters', description: 'News about us and what we make', locale: 'en' }],
      content_types: ['email'],
    });
  });
});

describe('what a contact says of them', () => {
  it('is listed only once it was said, and named in the contact', async () => {
    const { ask, chosen } = await theApi();
    expect(await chosen()).toEqual([]);

    await ask('POST', PATH, { id: 1, consent_type: 'opt_out' });
    const { json } = await ask('POST', PATH, { id: '3', consent_type: 'opt_in' });

    expect(json).toMatchObject({ type: 'subscription', id: '3', consent_type: 'opt_in' });
    expect(await chosen()).toEqual(['1', '3']);
    expect((await ask('GET', `/contacts/${GRACE}`)).json).toMatchObject({
      opted_out_subscription_types: {
        type: 'list',
        data: [{ type: 'subscription', id: '1', url: '/subscription_types/1' }],
        url: PATH,
        total_count: 1,
        has_more: false,
      },
      opted_in_subscription_types: { data: [{ id: '3' }], total_count: 1 },
      unsubscribed_from_emails: false,
    });
  });

  it('is taken back by a DELETE, which may be repeated', async () => {
    const { ask, chosen } = await theApi();
    await ask('POST', PATH, { id: '2', consent_type: 'opt_out' });

    expect((await ask('DELETE', `${PATH}/2`)).json).toMatchObject({ id: '2' });
    expect((await ask('DELETE', `${PATH}/2`)).status).toBe(200);
    expect(await chosen()).toEqual([]);
  });

  it('does not end that a contact is unsubscribed from all mails', async () => {
    const { ask } = await theApi();
    await ask('PUT', `/contacts/${GRACE}`, { unsubscribed_from_emails: true });

    await ask('POST', PATH, { id: '1', consent_type: 'opt_in' });

    expect((await ask('GET', `/contacts/${GRACE}`)).json).toMatchObject({ unsubscribed_from_emails: true });
  });

  it('answers 404 for an unknown type, contact or workspace, and 400 for another consent', async () => {
    const { ask, askAsOthers } = await theApi();
    const optIn = { id: '1', consent_type: 'opt_in' };

    expect(await ask('POST', PATH, { ...optIn, id: 'invalid_id' })).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'not_found', message: 'Resource Not Found' }] },
    });
    expect(await askAsOthers('POST', PATH, optIn)).toMatchObject({
      status: 404,
      json: { errors: [{ message: 'User Not Found' }] },
    });
    expect((await askAsOthers('GET', PATH)).status).toBe(404);
    expect((await askAsOthers('DELETE', `${PATH}/1`)).status).toBe(404);
    expect((await ask('POST', PATH, { ...optIn, consent_type: 'maybe' })).status).toBe(400);
  });
});
