import { plainRequest } from '../support/plain-request.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

type Named = { id: string };
type Page = { data: Named[]; pages: { next: string | null; per_page: number } };

describe('requests as real clients write them (X14)', () => {
  const { product } = runningProduct();
  const ask = (method: string, target: string, body?: unknown, headers?: Record<string, string>) =>
    plainRequest(product(), method, target, {
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    });
  const aContact = async (rest: Record<string, unknown> = {}) => {
    const { json } = await ask('POST', '/contacts', { external_id: crypto.randomUUID(), ...rest });
    return (json as Named).id;
  };

  it('takes the last of a parameter that is said twice', async () => {
    await aContact();

    const { status, json } = await ask('GET', '/contacts?per_page=1&per_page=60&per_page=60');

    expect([status, (json as Page).pages.per_page]).toEqual([200, 60]);
  });

  it('takes a path that begins with two slashes, as a base URL with a slash makes it', async () => {
    const id = await aContact();

    for (const target of [`//contacts/${id}`, `/contacts/${id}/`, `//contacts/${id}/companies?per_page=60`]) {
      expect([target, (await ask('GET', target)).status]).toEqual([target, 200]);
    }
    expect((await ask('PUT', `//contacts/${id}`, { name: 'Ana' })).json).toMatchObject({ id, name: 'Ana' });
    expect((await ask('POST', '//contacts/search', { query: { field: 'id', operator: '=', value: id } })).status).toBe(
      200,
    );
    expect((await ask('GET', '//me')).status).toBe(200);
    expect((await ask('GET', '//conversations?per_page=5')).status).toBe(200);
    expect((await ask('GET', '//admins//activity_logs?created_at_after=0')).status).toBe(404);
  });

  it('takes a whole URL as its target, as the Ruby client follows the next page', async () => {
    const id = await aContact();
    for (const n of [1, 2, 3]) {
      const company = await ask('POST', '/companies', { company_id: `c${n}`, name: `Company ${n}` });
      await ask('POST', `/contacts/${id}/companies`, { id: (company.json as Named).id });
    }

    const first = await ask('GET', `${product().http}/contacts/${id}/companies?per_page=2`);
    const next = (first.json as Page).pages.next ?? '';
    const second = await ask('GET', next);
    const created = await ask('POST', `${product().http}/contacts`, { external_id: crypto.randomUUID() });

    expect(next).toMatch(`${product().http}/`);
    expect([first.status, second.status, created.status]).toEqual([200, 200, 200]);
    const pages = [first, second].map(({ json }) => (json as Page).data.length);
    expect(pages).toEqual([2, 1]);
  });

  it('takes Unix seconds in a text wherever it takes an instant', async () => {
    const seconds = '1700000000';
    const id = await aContact({ signed_up_at: seconds, last_seen_at: seconds });
    const contact = await ask('GET', `/contacts/${id}`);
    const company = await ask('POST', '/companies', { company_id: 'dated', name: 'Dated', remote_created_at: seconds });
    const event = await ask('POST', '/events', { id, event_name: 'left', created_at: seconds });
    const conversation = await ask('POST', '/conversations', {
      from: { type: 'contact', id },
      ...{ body: 'Hello', created_at: seconds },
    });
    const found = await ask('POST', '/contacts/search', {
      query: { field: 'signed_up_at', operator: '=', value: seconds },
    });
    const logs = await ask('GET', `/admins/activity_logs?created_at_after=${seconds}&created_at_before=1700000001`);

    expect(contact.json).toMatchObject({ signed_up_at: 1_700_000_000, last_seen_at: 1_700_000_000 });
    expect(company.json).toMatchObject({ remote_created_at: 1_700_000_000 });
    expect([event.status, logs.status]).toEqual([202, 200]);
    expect(conversation.json).toMatchObject({ created_at: 1_700_000_000 });
    expect(found.json).toMatchObject({ data: [{ id }] });
  });

  it('takes a form where a client sends no JSON', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'external_id=form-1&email=form%40example.com&signed_up_at=1700000000';

    const { status, json } = await ask('POST', '/contacts', body, form);

    expect([status, json]).toMatchObject([
      200,
      { external_id: 'form-1', email: 'form@example.com', signed_up_at: 1_700_000_000 },
    ]);
  });
});
