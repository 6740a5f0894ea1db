import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

type Job = {
  id: string;
  state: string;
  url: string;
  progress: Record<string, number>;
  failure: { code: string } | null;
};
type Errors = {
  data: { row: number; code: string; field: string | null }[];
  total_count: number;
  pages: { next?: { starting_after: string } };
};

describe('jobs and imports', () => {
  expectPublishedSchemas();
  const { product, control, local } = runningProduct();
  const sdk = () => checkedSdk(product());

  const send = (method: string, path: string, body?: string, type = 'application/json', token?: string) =>
    local().fetch(path, {
      method,
      headers: { 'content-type': type, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body }),
    });
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await (await send(method, path, body && JSON.stringify(body))).json()) as T;
  const refused = async (method: string, path: string, body?: string, type?: string, token?: string) => {
    const answer = await send(method, path, body, type, token);
    const { errors } = (await answer.json()) as { errors: { code: string; field?: string }[] };
    return [answer.status, errors[0]?.code];
  };

  async function imported(path: string, body: string, type?: string): Promise<Job> {
    const answer = await send('POST', path, body, type);
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as Job;
    await control('POST', '/settle');
    return ask<Job>('GET', `/jobs/${id}`);
  }

  it('answers the status of a job to the SDK, as Intercom does', async () => {
    const { id } = await imported('/bulk/contacts', JSON.stringify({ items: [{ external_id: 'status' }] }));

    expect(await sdk().jobs.status({ job_id: id })).toMatchObject({
      type: 'job',
      id,
      url: `${product().http}/jobs/status/${id}`,
      status: 'success',
      resource_type: 'contact',
    });
    await expect(sdk().jobs.status({ job_id: '1' })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'job_not_found', message: 'Job Not Found' }] },
    });
  });

  it('imports CSV from the request: quoted lines, a mark, CRLF, empty cells, types and formulas', async () => {
    await ask('POST', '/data_attributes', { name: 'seats', model: 'contact', data_type: 'integer' });
    await ask('POST', '/data_attributes', { name: 'code', model: 'contact', data_type: 'string' });
    const csv =
      '\ufeffexternal_id,name,phone,custom_attributes.seats,custom_attributes.code,custom_attributes.trial\r\n' +
      '0042,"Lee, ""Ann""\r\nJr.",,12,0012,true\r\n' +
      '0043,"=HYPERLINK(""https://evil.example"",""x"")",+49 30 1,,,\r\n' +
      '0044,Bad,,many,,\r\n' +
      '0045,"un"quoted,,,,\r\n';
    const job = await imported('/bulk/contacts', csv, 'text/csv; charset=utf-8');

    expect(job).toMatchObject({ state: 'succeeded', progress: { rows: 4, created: 2, failed: 2 } });
    expect(await sdk().contacts.showContactByExternalId({ external_id: '0042' })).toMatchObject({
      name: 'Lee, "Ann"\r\nJr.',
      phone: null,
      custom_attributes: { seats: 12, code: '0012', trial: true },
    });
    expect(await sdk().contacts.showContactByExternalId({ external_id: '0043' })).toMatchObject({
      name: '=HYPERLINK("https://evil.example","x")',
    });
    expect((await ask<Errors>('GET', `/jobs/${job.id}/errors`)).data).toMatchObject([
      { row: 3, code: 'parameter_invalid', field: 'custom_attributes.seats' },
      { row: 4, code: 'invalid_csv', field: null },
    ]);
  });

  it('imports an upload, which needs no credentials but its address', async () => {
    const upload = await ask<{ key: string; url: string; headers: Record<string, string> }>('POST', '/bulk/uploads', {
      format: 'csv',
    });
    const body = `company_id,name,monthly_spend\n${Array.from({ length: 300 }, (_, n) => `up-${n},Up ${n},${n}`).join('\n')}`;
    const stored = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body });
    const request = JSON.stringify({ source: { key: upload.key }, format: 'csv' });

    expect(stored.status).toBe(200);
    expect(await imported('/bulk/companies', request)).toMatchObject({
      state: 'succeeded',
      progress: { rows: 300, created: 300, failed: 0, bytes: body.length, total_bytes: body.length },
    });
    expect(await sdk().companies.retrieve({ company_id: 'up-299' })).toMatchObject({ monthly_spend: 299 });
  });

  it('imports events once, however often they come', async () => {
    await sdk().contacts.create({ external_id: 'eventful' });
    const rows = [1, 2, 2].map((n) => `{"event_name":"bulk","created_at":${1_767_000_000 + n},"user_id":"eventful"}\n`);
    const type = 'application/x-ndjson';

    expect(await imported('/bulk/events', rows.join(''), type)).toMatchObject({
      progress: { created: 2, unchanged: 1 },
    });
    expect(await imported('/bulk/events', rows.join(''), type)).toMatchObject({
      progress: { created: 0, unchanged: 3 },
    });
  });

  it('lists what was wrong with rows, page by page', async () => {
    const items = Array.from({ length: 25 }, (_, n) => ({ email: `nonsense ${n}` }));
    const { id } = await imported('/bulk/contacts', JSON.stringify({ items }));
    const first = await ask<Errors>('GET', `/jobs/${id}/errors?per_page=20`);
    const next = first.pages.next?.starting_after;
    const second = await ask<Errors>('GET', `/jobs/${id}/errors?per_page=20&starting_after=${next}`);

    expect([...first.data, ...second.data].map(({ row }) => row)).toEqual(items.map((_, n) => n + 1));
    expect([first.total_count, second.pages.next]).toEqual([25, undefined]);
    expect(await refused('GET', `/jobs/${id}/errors?starting_after=x`)).toEqual([400, 'parameter_invalid']);
  });

  it.each([
    ['nothing', '/bulk/contacts', '{}'],
    ['no rows', '/bulk/contacts', '{"items":[]}'],
    ['rows that are no objects', '/bulk/contacts', '{"items":[1]}'],
    ['both rows and a source', '/bulk/contacts', '{"items":[{}],"source":{"key":"x"},"format":"csv"}'],
    ['a format that nobody knows', '/bulk/uploads', '{"format":"xlsx"}'],
  ])('refuses %s', async (_, path, body) => {
    expect((await refused('POST', path, body))[0]).toBe(400);
  });

  it('fails a CSV that names no columns', async () => {
    expect(await imported('/bulk/contacts', 'a,a\n1,2\n', 'text/csv')).toMatchObject({
      state: 'failed',
      failure: { code: 'csv_header_invalid' },
    });
  });

  describe('of another workspace', () => {
    const sourceOf = (key: string) => JSON.stringify({ source: { key }, format: 'ndjson' });

    it('are neither shown, ended, nor read from', async () => {
      const { id } = await imported('/bulk/contacts', JSON.stringify({ items: [{ external_id: 'mine' }, {}] }));
      const { key } = await ask<{ key: string }>('POST', '/bulk/uploads', {});
      const other = await ask<{ access_token: string }>('POST', '/workspaces', { name: 'Others' });
      const token = other.access_token;
      const foreign = (method: string, path: string, body?: string) => refused(method, path, body, undefined, token);

      for (const path of [`/jobs/status/${id}`, `/jobs/${id}`, `/jobs/${id}/errors`])
        expect(await foreign('GET', path)).toEqual([404, 'job_not_found']);
      expect(await foreign('POST', `/jobs/${id}/cancel`)).toEqual([404, 'job_not_found']);
      expect(await foreign('POST', '/bulk/contacts', sourceOf(key))).toEqual([404, 'object_not_found']);
    });

    it.each(['../others/1.ndjson', 'errors/x', 'imports/', 'imports/otherworkspace/1.ndjson'])(
      'or of nobody, %s is not found',
      async (key) => {
        expect(await refused('POST', '/bulk/contacts', sourceOf(key))).toEqual([404, 'object_not_found']);
        const own = `imports/${product().workspace.id}/${key}`;
        expect(await refused('POST', '/bulk/contacts', sourceOf(own))).toEqual([404, 'object_not_found']);
      },
    );
  });
});
