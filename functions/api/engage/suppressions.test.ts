import { aContact } from '#domain/people/contact/testing';
import { anApi, NOW } from '../testing.ts';
import { suppressionRoutes } from './suppressions.routes.ts';

type List = { data: { address: string }[]; pages: { next?: { starting_after: string } } };

async function aList() {
  const api = await anApi((ports) => suppressionRoutes(ports));
  const { suppressions, contacts } = api.ports;
  const addresses = async (query = '') =>
    ((await api.ask('GET', `/suppressions${query}`)).json as List).data.map(({ address }) => address);
  return { ...api, suppressions, contacts, addresses };
}

describe('the suppression list', () => {
  it('shows why each address gets no mail, and since when', async () => {
    const { ask, suppressions } = await aList();
    await suppressions.add('acmeacme', 'Ada@Example.com', 'hard_bounced', NOW - 60_000);
    await suppressions.add('acmeacme', 'ada@example.com', 'unsubscribed', NOW);

    expect((await ask('GET', '/suppressions/ada@example.com')).json).toEqual({
      type: 'suppression',
      address: 'ada@example.com',
      reason: 'hard_bounced',
      reasons: [
        { reason: 'hard_bounced', since: NOW / 1000 - 60 },
        { reason: 'unsubscribed', since: NOW / 1000 },
      ],
      created_at: NOW / 1000 - 60,
    });
  });

  it('goes page by page, each address once', async () => {
    const { ask, suppressions } = await aList();
    for (const name of ['c', 'a', 'e', 'b', 'd'])
      await suppressions.add('acmeacme', `${name}@example.com`, 'hard_bounced', NOW);

    const found: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const { data, pages } = (await ask('GET', `/suppressions?per_page=2${next}`)).json as List;
      found.push(...data.map(({ address }) => address));
      next = pages.next && `&starting_after=${pages.next.starting_after}`;
    }

    expect(found).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.com`));
  });

  it('is filtered by reason, over every page', async () => {
    const { addresses, suppressions } = await aList();
    await suppressions.add('acmeacme', 'a@example.com', 'hard_bounced', NOW);
    await suppressions.add('acmeacme', 'b@example.com', 'marked_as_spam', NOW);
    await suppressions.add('acmeacme', 'c@example.com', 'unsubscribed', NOW);

    expect(await addresses('?reason=marked_as_spam')).toEqual(['b@example.com']);
    expect(await addresses('?reason=manual')).toEqual([]);
  });

  it.each([
    ['/suppressions?reason=bored', 'GET', undefined],
    ['/suppressions?starting_after=abc', 'GET', undefined],
    ['/suppressions', 'POST', { address: 'no address' }],
    ['/suppressions', 'POST', { address: 'ada@example.com', reason: 'bored' }],
    ['/suppressions', 'POST', { address: 'ada@example.com', because: 'x' }],
  ])('refuses %s as %s %j', async (path, method, body) => {
    const { ask } = await aList();

    expect([400, 422]).toContain((await ask(method, path, body)).status);
  });

  it("is each workspace's own", async () => {
    const { askAsOthers, suppressions } = await aList();
    await suppressions.add('acmeacme', 'ada@example.com', 'manual', NOW);

    expect((await askAsOthers('GET', '/suppressions')).json).toMatchObject({ data: [] });
    expect((await askAsOthers('DELETE', '/suppressions/ada@example.com')).status).toBe(404);
  });
});

describe('POST /suppressions', () => {
  it('stops all mail to an address, however it is written, and says who did', async () => {
    const { ask, addresses, ports } = await aList();
    const { status, json } = await ask('POST', '/suppressions', { address: ' Ada@Example.com' });
    await ask('POST', '/suppressions', { address: 'ada@example.com' });

    expect([status, json]).toMatchObject([200, { address: 'ada@example.com', reason: 'manual' }]);
    expect(await addresses()).toEqual(['ada@example.com']);
    expect(await ports.activities.list('acmeacme', { from: 0, to: NOW })).toMatchObject([
      { type: 'suppression_creation', subject: 'Ada@Example.com' },
    ]);
  });

  it('tells the contacts who have it, where a list is brought from elsewhere', async () => {
    const { ask, contacts } = await aList();
    const ada = aContact({ workspaceId: 'acmeacme', email: 'ada@example.com' });
    await contacts.create(ada);
    await ask('POST', '/suppressions', { address: 'ada@example.com', reason: 'hard_bounced' });

    expect(await contacts.get('acmeacme', ada.id)).toMatchObject({ hasHardBounced: true });
  });
});

describe('DELETE /suppressions/{address}', () => {
  it('allows mail again: the list, the contacts and the log know', async () => {
    const { ask, addresses, contacts, ports } = await aList();
    const ada = aContact({ workspaceId: 'acmeacme', email: 'ada@example.com' });
    await contacts.create(ada);
    await ask('POST', '/suppressions', { address: 'ada@example.com', reason: 'hard_bounced' });
    await ask('POST', '/suppressions', { address: 'ada@example.com', reason: 'unsubscribed' });
    const { status, json } = await ask('DELETE', '/suppressions/Ada%40Example.com'.replace('%40', '@'));

    expect([status, json]).toMatchObject([200, { deleted: true }]);
    expect(await addresses()).toEqual([]);
    expect(await contacts.get('acmeacme', ada.id)).toMatchObject({
      hasHardBounced: false,
      unsubscribedFromEmails: false,
    });
    expect(await ports.activities.list('acmeacme', { from: 0, to: NOW })).toMatchObject([
      { type: 'suppression_deletion', subject: 'ada@example.com' },
      { type: 'suppression_creation' },
      { type: 'suppression_creation' },
    ]);
    expect((await ask('DELETE', '/suppressions/ada@example.com')).status).toBe(404);
  });

  it.each([['?confirm=complaint', undefined] as const, ['', { confirm: 'complaint' }] as const])(
    'wants a complaint confirmed: %s %j',
    async (query, body) => {
      const { ask, addresses, suppressions } = await aList();
      await suppressions.add('acmeacme', 'ada@example.com', 'marked_as_spam', NOW);

      const refused = await ask('DELETE', '/suppressions/ada@example.com');
      expect([refused.status, refused.json]).toMatchObject([422, { errors: [{ code: 'confirmation_needed' }] }]);
      expect((await ask('DELETE', `/suppressions/ada@example.com${query}`, body)).status).toBe(200);
      expect(await addresses()).toEqual([]);
    },
  );

  it('is not undone by a report of before that comes once more, and is by a new one', async () => {
    const { ask, addresses, suppressions } = await aList();
    await suppressions.add('acmeacme', 'ada@example.com', 'hard_bounced', NOW - 5);
    await ask('DELETE', '/suppressions/ada@example.com');
    await suppressions.add('acmeacme', 'ada@example.com', 'hard_bounced', NOW - 5);
    expect(await addresses()).toEqual([]);

    await suppressions.add('acmeacme', 'ada@example.com', 'hard_bounced', NOW + 5);
    expect(await addresses()).toEqual(['ada@example.com']);
  });

  it('leaves alone who said elsewhere that they want no mails', async () => {
    const { ask, contacts } = await aList();
    const ada = aContact({ workspaceId: 'acmeacme', email: 'ada@example.com', unsubscribedFromEmails: true });
    await contacts.create(ada);
    await ask('POST', '/suppressions', { address: 'ada@example.com', reason: 'hard_bounced' });
    await ask('DELETE', '/suppressions/ada@example.com');

    expect(await contacts.get('acmeacme', ada.id)).toMatchObject({ unsubscribedFromEmails: true });
  });
});
