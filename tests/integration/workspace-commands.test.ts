import { call } from '../../scripts/walkthrough/campaign.ts';
import { answer, openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { exportPerson } from '../../scripts/workspace/person-export.ts';
import { localPlace, type Place } from '../../scripts/workspace/place.ts';
import { issueToken, senders } from '../../scripts/workspace/staff.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(120_000);

type Tokens = { data: { id: string; name: string }[] };

describe('npm run workspace, against the product of this machine', () => {
  const { product, control } = runningProduct();
  let place: Place;
  beforeAll(async () => {
    place = await localPlace(product().http);
  });
  const id = () => product().workspace.id;
  /** Of what answers nothing. */
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = {
      authorization: `Bearer ${product().workspace.accessToken}`,
      'content-type': 'application/json',
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const { status } = await fetch(`${product().http}${path}`, { method, headers, ...sent });
    if (status >= 300) throw new Error(`${method} ${path} answers ${status}`);
  };

  it('issues a token with every right when all are lost', async () => {
    const { data } = await call<Tokens>(product(), 'GET', '/access_tokens');
    const revoked = product().workspace.accessToken;
    for (const { id } of data) await ask('DELETE', `/access_tokens/${id}`);
    product().workspace.accessToken = await issueToken(place, id(), 'After the loss');
    const left = await call<Tokens>(product(), 'GET', '/access_tokens');

    expect(product().workspace.accessToken).not.toBe(revoked);
    expect(left.data.map(({ name }) => name)).toEqual(['After the loss']);
  });

  it('says that there is no such workspace', async () => {
    await expect(issueToken(place, 'aaaaaaaaaaaa', 'x')).rejects.toThrow('There is no workspace aaaaaaaaaaaa');
  });

  it('grants a sender and takes it back', async () => {
    expect(await senders(place, id(), { add: 'hello@acme.example' })).toEqual(['hello@acme.example']);
    await call(product(), 'PUT', `/workspaces/${id()}`, { sender_address: 'hello@acme.example' });
    expect(await senders(place, id(), {})).toEqual(['hello@acme.example']);
    expect(await senders(place, id(), { remove: 'hello@acme.example' })).toEqual([]);
  });

  describe('export-person', () => {
    const texts = ['my-secret-plan', 'a private question', 'the answer to it', 'noted by a teammate', 'Blue Ltd'];

    beforeAll(async () => {
      const contact = await call<{ id: string }>(product(), 'POST', '/contacts', {
        ...{ role: 'user', external_id: 'asks', email: 'asks@example.com', name: 'Asks' },
      });
      await ask('POST', '/events', {
        ...{ event_name: 'told', user_id: 'asks', created_at: 1_700_000_000, metadata: { plan: 'my-secret-plan' } },
      });
      await call(product(), 'POST', `/contacts/${contact.id}/notes`, { body: 'noted by a teammate' });
      const company = await call<{ id: string }>(product(), 'POST', '/companies', {
        company_id: 'blue',
        name: 'Blue Ltd',
      });
      await call(product(), 'POST', `/contacts/${contact.id}/companies`, { id: company.id });
      const messenger = await openMessenger(product(), { externalId: 'asks' });
      await answer(product(), await messenger.write('a private question'), 'the answer to it');
      await control('POST', '/settle');
    });

    it.each([['asks'], ['asks@example.com']])(
      'tells everything that is held of %s, and no key of ours',
      async (name) => {
        const told = await exportPerson(place, id(), name);
        const text = JSON.stringify(told);

        expect(texts.filter((each) => !text.includes(each))).toEqual([]);
        expect(Object.keys(told.records).sort()).toEqual([
          'company',
          'contact',
          'contact-company',
          'conversation',
          'conversation-link',
          'event',
          'note',
          'part',
          'session',
        ]);
        expect(text).not.toContain(`W#${id()}`);
      },
    );

    it('knows nothing of them once they are deleted', async () => {
      const { contact_id } = await exportPerson(place, id(), 'asks');
      await ask('DELETE', `/contacts/${contact_id}`);
      await control('POST', '/settle');

      await expect(exportPerson(place, id(), contact_id)).rejects.toThrow('User Not Found');
    });
  });
});
