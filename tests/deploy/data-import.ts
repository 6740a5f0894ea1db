import { call } from '../../scripts/walkthrough/campaign.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { eventually } from './deployed-product.ts';

const PATIENCE_S = 60;

type Job = { id: string; state: string; progress: { created: number; updated: number; failed: number } };
type Upload = { key: string; url: string; headers: Record<string, string> };

/** Imports of each resource, from an upload and from the request, through the queue, the worker and the bucket. */
export async function walkTheImports(checks: Checks, product: Product): Promise<void> {
  await checks.check('rows are uploaded and imported, and a bad one is told', async () => {
    const upload = await call<Upload>(product, 'POST', '/bulk/uploads', { format: 'ndjson' });
    const rows = [
      { external_id: 'bulk-1', email: 'bulk-1@example.com', custom_attributes: { imported_from: 'elsewhere' } },
      { external_id: 'bulk-2', email: 'bulk-2@example.com' },
      { external_id: 'bulk-1', email: 'bulk-one@example.com' },
      { external_id: 'bulk-3', email: 'nonsense' },
    ];
    const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const stored = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body });
    if (!stored.ok) throw new Error(`The upload answers ${stored.status} ${await stored.text()}`);
    const source = { key: upload.key };
    const job = await imported(product, '/bulk/contacts', JSON.stringify({ source, format: 'ndjson' }));
    expectProgress(job, { created: 2, updated: 1, failed: 1 });
    const { data } = await call<{ data: { row: number }[] }>(product, 'GET', `/jobs/${job.id}/errors`);
    if (data[0]?.row !== 4) throw new Error(`The errors are ${JSON.stringify(data)}`);
    const { data: jobs } = await call<{ data: Job[] }>(product, 'GET', '/jobs');
    if (!jobs.some(({ id }) => id === job.id)) throw new Error('The job is not listed');
  });

  await checks.check('companies come as CSV, events as JSON', async () => {
    const companies = 'company_id,name,size\nbulk-a,"Bulk, A",3\nbulk-b,Bulk B,\n';
    expectProgress(await imported(product, '/bulk/companies', companies, 'text/csv'), {
      created: 2,
      updated: 0,
      failed: 0,
    });
    const created_at = Math.floor(Date.now() / 1_000) - 60;
    const items = [{ event_name: 'bulk-imported', created_at, user_id: 'bulk-1' }];
    expectProgress(await imported(product, '/bulk/events', JSON.stringify({ items })), {
      created: 1,
      updated: 0,
      failed: 0,
    });
  });
}

async function imported(product: Product, path: string, body: string, type = 'application/json'): Promise<Job> {
  const headers = { authorization: `Bearer ${product.workspace.accessToken}`, 'content-type': type };
  const answer = await fetch(`${product.http}${path}`, { method: 'POST', headers, body });
  if (answer.status !== 202) throw new Error(`POST ${path} answers ${answer.status} ${await answer.text()}`);
  const { id } = (await answer.json()) as Job;
  return eventually('the import is over', PATIENCE_S, async () => {
    const job = await call<Job>(product, 'GET', `/jobs/${id}`);
    return job.state === 'pending' || job.state === 'running' ? undefined : job;
  });
}

function expectProgress({ state, progress }: Job, expected: Job['progress']): void {
  const { created, updated, failed } = progress;
  const found = JSON.stringify({ created, updated, failed });
  if (state !== 'succeeded' || found !== JSON.stringify(expected)) throw new Error(`The import is ${state}: ${found}`);
}
