import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const PUNYCODE = 'maya@xn--bcher-kva.example';

describe('the address of a contact (X21)', () => {
  it('names one user whichever way its domain is written', async () => {
    const { ask } = await anApi(peopleRoutes);
    await ask('POST', '/contacts', { role: 'user', email: 'Maya@bücher.example' });

    expect(await ask('POST', '/contacts', { role: 'user', email: PUNYCODE })).toMatchObject({ status: 409 });
  });

  it.each(['Maya@Bücher.example', PUNYCODE])('is found by search as %s', async (value) => {
    const { ask } = await anApi(peopleRoutes);
    await ask('POST', '/contacts', { role: 'lead', email: 'maya@bücher.example' });
    const query = { field: 'email', operator: '=', value };

    expect((await ask('POST', '/contacts/search', { query })).json).toMatchObject({ total_count: 1 });
  });

  it('is found by its domain in either form', async () => {
    const { ask } = await anApi(peopleRoutes);
    await ask('POST', '/contacts', { role: 'lead', email: 'maya@bücher.example' });
    const query = { field: 'email_domain', operator: '=', value: 'XN--BCHER-KVA.example' };

    expect((await ask('POST', '/contacts/search', { query })).json).toMatchObject({ total_count: 1 });
  });

  it('is kept without what is invisible', async () => {
    const { ask } = await anApi(peopleRoutes);

    expect((await ask('POST', '/contacts', { email: '\u200bmaya@ac\u00adme.example' })).json).toMatchObject({
      email: 'maya@acme.example',
    });
  });

  it.each(['müller@acme.example', 'a..b@acme.example', 'a@x..example'])('is refused: %s', async (email) => {
    const { ask } = await anApi(peopleRoutes);

    expect(await ask('POST', '/contacts', { email })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'email', message: expect.stringContaining('must be an e-mail address') }] },
    });
  });
});
