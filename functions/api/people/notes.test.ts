import { aCompany } from '#domain/people/company/testing';
import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const GRACE = '000000000000000000000001';
const ABSENT = 'f'.repeat(24);
const NOTES = `/contacts/${GRACE}/notes`;

async function theApi() {
  const api = await anApi(peopleRoutes);
  await api.ask('POST', '/contacts', { external_id: 'grace' });
  return api;
}

describe('POST /contacts/{id}/notes', () => {
  it('writes a note in a paragraph, by whoever calls', async () => {
    const { ask } = await theApi();

    const { json } = await ask('POST', NOTES, { body: 'VIP' });

    expect(json).toEqual({
      type: 'note',
      id: '1',
      created_at: NOW / 1_000,
      contact: { type: 'contact', id: GRACE },
      author: expect.objectContaining({ type: 'admin', id: '101', name: 'Ada' }),
      body: '<p>VIP</p>',
    });
    expect((await ask('GET', '/notes/1')).json).toEqual(json);
  });

  it.each([
    ['<script>alert(1)</script>Hello', '<p>Hello</p>'],
    ['<img src=x onerror=alert(1)>Hello', '<p>Hello</p>'],
    ['<p onclick="x()">Hello <b>you</b></p>', '<p>Hello <b>you</b></p>'],
    ['<a href="javascript:alert(1)">here</a>', '<p><a>here</a></p>'],
    ['1 < 2 & 3', '<p>1 &lt; 2 &amp; 3</p>'],
  ])('makes %s safe', async (body, kept) => {
    const { ask } = await theApi();

    expect((await ask('POST', NOTES, { body })).json).toMatchObject({ body: kept });
  });

  it('names the newest ten in the contact and counts them all', async () => {
    const { ask } = await theApi();
    for (let n = 1; n <= 12; n += 1) await ask('POST', NOTES, { body: `Note ${n}` });

    const { json } = await ask('GET', `/contacts/${GRACE}`);

    const { notes } = json as { notes: { data: unknown[] } };
    expect(notes).toMatchObject({ type: 'list', url: NOTES, total_count: 12, has_more: true });
    expect(notes.data).toHaveLength(10);
    expect(notes.data[0]).toEqual({ type: 'note', id: '12', url: '/notes/12' });
  });

  it('answers 404 for an author, a contact or a workspace that is not theirs', async () => {
    const { ask, askAsOthers } = await theApi();
    await ask('POST', NOTES, { body: 'VIP' });

    for (const [response, message] of [
      [await ask('POST', NOTES, { body: 'Hello', admin_id: 999 }), 'Resource Not Found'],
      [await ask('POST', `/contacts/${ABSENT}/notes`, { body: 'Hello' }), 'User Not Found'],
      [await askAsOthers('POST', NOTES, { body: 'Hello' }), 'User Not Found'],
      [await askAsOthers('GET', NOTES), 'User Not Found'],
      [await askAsOthers('GET', '/notes/1'), 'Resource Not Found'],
      [await ask('GET', '/notes/none'), 'Resource Not Found'],
    ] as const)
      expect(response).toMatchObject({ status: 404, json: { errors: [{ code: 'not_found', message }] } });
  });

  it.each([
    ['nothing', {}],
    ['a list', { body: ['x'] }],
    ['an empty body', { body: ' ' }],
    ['a body of markup alone', { body: '<script>x</script>' }],
    ['a body without end', { body: 'x'.repeat(20_001) }],
  ])('refuses %s and writes nothing', async (_, body) => {
    const { ask } = await theApi();

    const { status } = await ask('POST', NOTES, body);

    expect([400, 422]).toContain(status);
    expect((await ask('GET', NOTES)).json).toMatchObject({ total_count: 0, data: [] });
  });
});

describe('GET /contacts/{id}/notes', () => {
  it('lists page by page, newest first, and ends with an empty page', async () => {
    const { ask } = await theApi();
    for (const body of ['one', 'two', 'three']) await ask('POST', NOTES, { body });

    const first = (await ask('GET', `${NOTES}?per_page=2`)).json as { pages: { next: string } };
    const second = (await ask('GET', first.pages.next.replace('https://api.example.com', ''))).json;
    const third = (await ask('GET', `${NOTES}?per_page=2&page=3`)).json;

    expect(first).toMatchObject({ type: 'list', total_count: 3, data: [{ id: '3' }, { id: '2' }] });
    expect(second).toMatchObject({ data: [{ id: '1' }], pages: { next: null, page: 2, per_page: 2, total_pages: 2 } });
    expect(third).toMatchObject({ data: [], pages: { next: null } });
  });
});

describe('notes about a company', () => {
  it('are written and listed, newest first', async () => {
    const { ask, askAsOthers, ports } = await theApi();
    const company = aCompany({ workspaceId: 'acmeacme' });
    await ports.companies.create(company);
    const path = `/companies/${company.id}/notes`;
    const newer = { 'Intercom-Version': '2.16' };
    await ask('POST', path, { body: 'Renews in May' }, newer);
    await ask('POST', path, { body: 'Asked for a discount' }, newer);

    expect((await ask('GET', path)).json).toMatchObject({
      type: 'list',
      total_count: 2,
      data: [
        { id: '2', company: { type: 'company', id: company.id }, body: '<p>Asked for a discount</p>' },
        { id: '1', author: { id: '101' } },
      ],
      pages: { next: null },
    });
    expect((await ask('GET', '/notes/1')).json).toMatchObject({ body: '<p>Renews in May</p>' });
    expect(await askAsOthers('GET', path)).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'company_not_found', message: 'Company Not Found' }] },
    });
    expect((await askAsOthers('POST', path, { body: 'x' }, newer)).status).toBe(404);
  });

  it('cannot be written before version 2.16', async () => {
    const { ask, ports } = await theApi();
    const company = aCompany({ workspaceId: 'acmeacme' });
    await ports.companies.create(company);
    const path = `/companies/${company.id}/notes`;

    for (const headers of [{}, { 'Intercom-Version': '2.14' }])
      expect(await ask('POST', path, { body: 'x' }, headers)).toMatchObject({
        status: 400,
        json: {
          errors: [
            {
              code: 'intercom_version_invalid',
              message: 'Requested resource is not available in current API version.',
            },
          ],
        },
      });
    expect((await ask('GET', path)).json).toMatchObject({ total_count: 0 });
  });
});
