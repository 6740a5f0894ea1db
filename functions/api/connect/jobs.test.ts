import { afterSlice, failedJob } from '#domain/connect/job/job';
import { aJob, anImport } from '#domain/connect/job/testing';
import { anObjectStorage } from '#domain/connect/transfer/testing';
import { outboundHttp } from '#platform/outbound-http';
import { anApi, NOW } from '../testing.ts';
import { connectRoutes } from './routes.ts';

const theApi = async () => {
  const storage = anObjectStorage();
  const api = await anApi((ports) => connectRoutes({ ...ports, http: outboundHttp(), storage }));
  await api.ports.jobs.create(aJob({ id: '12', createdAt: NOW, updatedAt: NOW }));
  return { ...api, storage };
};

const HALF = anImport({
  cursor: { offset: 500, columns: null, skipping: false },
  counts: { rows: 4, created: 1, updated: 1, unchanged: 1, failed: 1 },
});

describe('GET /jobs/status/{job_id}', () => {
  it("answers with Intercom's fields and the progress", async () => {
    const { ask, ports } = await theApi();
    const job = aJob({ id: '12', createdAt: NOW, updatedAt: NOW });
    await ports.jobs.save(job, afterSlice(job, HALF, { done: false, at: NOW + 5_000 }));

    expect((await ask('GET', '/jobs/status/12')).json).toEqual({
      type: 'job',
      id: '12',
      url: expect.stringMatching(/^https?:\/\/.+\/jobs\/status\/12$/),
      status: 'pending',
      resource_type: 'contact',
      resource_id: null,
      resource_url: null,
      kind: 'import',
      state: 'running',
      progress: { rows: 4, created: 1, updated: 1, unchanged: 1, failed: 1, bytes: 500, total_bytes: 1_000 },
      failure: null,
      created_at: 1_767_603_600,
      updated_at: 1_767_603_605,
      finished_at: null,
    });
  });

  it.each(['13', 'x', '..%2F12'])('knows no job %s', async (id) => {
    const { ask } = await theApi();
    const answer = await ask('GET', `/jobs/status/${encodeURIComponent(id)}`);

    expect(answer).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'job_not_found', message: 'Job Not Found' }] },
    });
  });

  it('shows no job of another workspace', async () => {
    const { askAsOthers } = await theApi();

    for (const [method, path] of [
      ['GET', '/jobs/status/12'],
      ['GET', '/jobs/12'],
      ['POST', '/jobs/12/cancel'],
    ] as const)
      expect((await askAsOthers(method, path)).status).toBe(404);
    expect((await askAsOthers('GET', '/jobs')).json).toMatchObject({ data: [] });
  });
});

describe('GET /jobs', () => {
  it('lists the newest first, page by page', async () => {
    const { ask, ports } = await theApi();
    await ports.jobs.create(aJob({ id: '13' }));
    const first = (await ask('GET', '/jobs?per_page=1')).json as {
      data: { id: string }[];
      pages: { next: { starting_after: string } };
    };
    const second = (await ask('GET', `/jobs?per_page=1&starting_after=${first.pages.next.starting_after}`))
      .json as typeof first;

    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(['13', '12']);
  });
});

describe('POST /jobs/{id}/cancel', () => {
  it('ends a job, once and for all', async () => {
    const { ask } = await theApi();

    expect((await ask('POST', '/jobs/12/cancel')).json).toMatchObject({ status: 'failed', state: 'canceled' });
    expect(await ask('POST', '/jobs/12/cancel')).toMatchObject({ status: 200, json: { state: 'canceled' } });
  });

  it('cannot end what is over', async () => {
    const { ask, ports } = await theApi();
    const job = aJob({ id: '12', createdAt: NOW, updatedAt: NOW });
    await ports.jobs.save(job, failedJob(job, { code: 'source_gone', message: 'There is no such object' }, NOW));

    expect(await ask('POST', '/jobs/12/cancel')).toMatchObject({
      status: 409,
      json: { errors: [{ code: 'job_closed' }] },
    });
  });
});
