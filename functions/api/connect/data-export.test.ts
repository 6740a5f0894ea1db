import { canceledJob, failedJob, type Job } from '#domain/connect/job/job';
import { anImport } from '#domain/connect/job/testing';
import { anObjectStorage } from '#domain/connect/transfer/testing';
import { anApi, NOW } from '#functions/api/testing';
import { outboundHttp } from '#platform/outbound-http';
import { connectRoutes } from './routes.ts';

const RANGE = { created_at_after: 1_527_811_200, created_at_before: 1_530_316_800 };
const BUSY = {
  status: 429,
  json: {
    errors: [{ code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 1 pending message data export jobs' }],
  },
};
const DAY = 86_400_000;

async function anExportApi() {
  const api = await anApi((ports) => connectRoutes({ ...ports, http: outboundHttp(), storage: anObjectStorage() }));
  const create = (body: unknown = RANGE) => api.ask('POST', '/export/content/data', body);
  const job = async (id: string) => {
    const found = await api.ports.jobs.get('acmeacme', id);
    if (found === undefined) throw new Error('no such job');
    return found;
  };
  const change = async (id: string, changed: (job: Job) => Job) => {
    const before = await job(id);
    await api.ports.jobs.save(before, changed(before));
  };
  return {
    ...api,
    create,
    job,
    change,
    begun: async (): Promise<string> => ((await create()).json as { job_identifier: string }).job_identifier,
    listed: async (): Promise<unknown[]> => ((await api.ask('GET', '/jobs')).json as { data: unknown[] }).data,
    /** Ends it with a file, or with nothing to put into one. */
    complete: (id: string, file: string | null) =>
      change(id, (before) => ({
        ...before,
        state: 'succeeded',
        finishedAt: api.ports.clock.now(),
        work: { ...before.work, file } as Job['work'],
      })),
  };
}

describe('POST /export/content/data', () => {
  it('begins an export, of whole days where days are named', async () => {
    const api = await anExportApi();
    const { status, json } = await api.create();

    expect(status).toBe(200);
    expect(json).toEqual({ job_identifier: '1', status: 'pending', download_url: '', download_expires_at: '' });
    expect((await api.job('1')).work).toMatchObject({
      kind: 'export',
      range: { from: Date.UTC(2018, 5, 1), to: Date.UTC(2018, 6, 1) - 1 },
    });
  });

  it('takes seconds as texts too, both included', async () => {
    const api = await anExportApi();
    await api.create({ created_at_after: '1734519776', created_at_before: '1734537776' });

    expect((await api.job('1')).work).toMatchObject({ range: { from: 1_734_519_776_000, to: 1_734_537_776_999 } });
  });

  it.each([
    {},
    { created_at_after: 1 },
    { created_at_before: 1 },
    { created_at_after: 'yesterday', created_at_before: 2 },
    { created_at_after: -1, created_at_before: 2 },
    { created_at_after: 1.5, created_at_before: 2 },
    { created_at_after: 1, created_at_before: 1_734_537_776_000 },
    { created_at_after: 1_734_537_776, created_at_before: 1_734_519_776 },
    { created_at_after: null, created_at_before: { $gt: 0 } },
    [],
    'all',
  ])('refuses %j', async (body) => {
    const api = await anExportApi();

    expect(await api.create(body)).toMatchObject({ status: 400, json: { type: 'error.list' } });
    expect(await api.listed()).toEqual([]);
  });

  it('allows one export at a time', async () => {
    const api = await anExportApi();
    await api.create();

    expect(await api.create()).toMatchObject(BUSY);
    expect((await api.askAsOthers('POST', '/export/content/data', RANGE)).status).toBe(200);
  });

  it('is in the activity log', async () => {
    const api = await anExportApi();
    const id = await api.begun();
    await api.create();

    expect(await api.ports.activities.list('acmeacme', { from: NOW, to: NOW })).toMatchObject([
      { type: 'bulk_export', subject: id, at: NOW },
    ]);
  });

  it('of several asked for at once begins one', async () => {
    const api = await anExportApi();
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.create()));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429]);
    expect(await api.listed()).toHaveLength(1);
  });

  it.each<[string, (job: Job) => Job]>([
    ['succeeded', (job) => ({ ...job, state: 'succeeded', finishedAt: NOW })],
    ['failed', (job) => failedJob(job, { code: 'attempts_exhausted', message: 'It stopped' }, NOW)],
    ['was canceled', (job) => canceledJob(job, NOW)],
  ])('begins another once one %s', async (_, end) => {
    const api = await anExportApi();
    await api.change(await api.begun(), end);

    expect((await api.create()).json).toMatchObject({ status: 'pending' });
    expect(await api.create()).toMatchObject(BUSY);
  });

  it('gives up an export that nobody has worked for an hour', async () => {
    const api = await anExportApi();
    const id = await api.begun();
    api.ports.clock.advance(3_599_999);
    expect(await api.create()).toMatchObject(BUSY);
    api.ports.clock.advance(1);

    expect((await api.create()).status).toBe(200);
    expect((await api.ask('GET', `/export/content/data/${id}`)).json).toMatchObject({ status: 'failed' });
  });
});

describe('an export', () => {
  it('is shown while it is worked, and leads to its file for two days', async () => {
    const api = await anExportApi();
    const id = await api.begun();
    const show = async () => (await api.ask('GET', `/export/content/data/${id}`)).json;
    await api.change(id, (job) => ({ ...job, state: 'running' }));
    expect(await show()).toMatchObject({ status: 'in_progress', download_url: '' });
    expect(await api.ask('GET', `/download/content/data/${id}`)).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'not_found', message: 'Object not found' }] },
    });

    await api.complete(id, 'exports/acmeacme/1.csv.gz');
    const shown = await show();
    const download = await api.ask('GET', `/download/content/data/${id}`);

    expect(shown).toEqual({
      job_identifier: id,
      status: 'completed',
      download_url: expect.stringMatching(`^https://.+/download/content/data/${id}$`),
      download_expires_at: String((NOW + 2 * DAY) / 1000),
    });
    expect(download).toMatchObject({
      status: 302,
      headers: {
        location: 'https://storage.example.com/exports/acmeacme/1.csv.gz?download=receipts_20260105_090000.csv.gz',
        'cache-control': 'no-store',
      },
    });

    api.ports.clock.advance(2 * DAY);
    expect(await show()).toMatchObject({ status: 'completed', download_url: '' });
    expect((await api.ask('GET', `/download/content/data/${id}`)).status).toBe(404);
  });

  it('of a time without mails has no data', async () => {
    const api = await anExportApi();
    const id = await api.begun();
    await api.complete(id, null);

    expect((await api.ask('GET', `/export/content/data/${id}`)).json).toEqual({
      job_identifier: id,
      status: 'no_data',
      download_url: '',
      download_expires_at: '',
    });
    expect((await api.ask('GET', `/download/content/data/${id}`)).status).toBe(404);
  });

  it('is canceled, however often, unless it is over', async () => {
    const api = await anExportApi();
    const id = await api.begun();
    const cancel = () => api.ask('POST', `/export/cancel/${id}`);

    expect((await cancel()).json).toMatchObject({ job_identifier: id, status: 'canceled' });
    expect((await cancel()).json).toMatchObject({ status: 'canceled' });

    const next = await api.begun();
    await api.complete(next, null);
    expect(await api.ask('POST', `/export/cancel/${next}`)).toMatchObject({
      status: 409,
      json: { errors: [{ code: 'job_closed' }] },
    });
  });

  it.each([
    ['GET', '/export/content/data/'],
    ['POST', '/export/cancel/'],
    ['GET', '/download/content/data/'],
  ])("is nobody else's: %s %s", async (method, path) => {
    const api = await anExportApi();
    const id = await api.begun();
    await api.complete(id, 'exports/acmeacme/1.csv.gz');
    const absent = { status: 404, json: { errors: [{ code: 'not_found' }] } };

    expect(await api.askAsOthers(method, path + id)).toMatchObject(absent);
    expect(await api.ask(method, `${path}999`)).toMatchObject(absent);
    expect(await api.ask(method, `${path}..%2F..%2Fothersws`)).toMatchObject(absent);
  });

  it('is not what an import is', async () => {
    const api = await anExportApi();
    const id = await api.begun();
    await api.change(id, (job) => ({ ...job, work: anImport() }));

    expect((await api.ask('GET', `/export/content/data/${id}`)).status).toBe(404);
    expect((await api.ask('GET', `/jobs/${id}`)).status).toBe(200);
  });
});

describe('POST /export/suppressions', () => {
  it('begins an export of the suppression list, one at a time like any other', async () => {
    const api = await anExportApi();
    const { status, json } = await api.ask('POST', '/export/suppressions');

    expect([status, json]).toMatchObject([200, { job_identifier: '1', status: 'pending' }]);
    expect((await api.job('1')).work).toMatchObject({ kind: 'export', subject: { of: 'suppressions' } });
    expect(await api.create()).toMatchObject(BUSY);
  });
});
