import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { sdk } from '../../scripts/walkthrough/people.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { eventually } from './deployed-product.ts';

const PATIENCE_S = 60;

/** The export of what earlier walks have sent, through the queue, the worker and the bucket, to a file by its signed address. */
export async function walkTheExport(checks: Checks, product: Product): Promise<void> {
  await checks.check('what was sent is exported and downloaded', async () => {
    const { dataExport } = sdk(product);
    const now = Math.floor(Date.now() / 1000);
    const { job_identifier = '' } = await dataExport.create({ created_at_after: 1, created_at_before: now + 60 });
    const url = await eventually('the export is complete', PATIENCE_S, async () => {
      const { status, download_url } = await dataExport.find({ job_identifier });
      if (status === 'failed' || status === 'no_data') throw new Error(`The export is ${status}`);
      return download_url || undefined;
    });
    const headers = {
      authorization: `Bearer ${product.workspace.accessToken}`,
      accept: 'application/octet-stream',
    };
    // Its host is the real one, for which the emulator has no DNS.
    const path = `${product.http}/download/content/data/${url.split('/').at(-1)}`;
    const redirect = await fetch(path, { headers, redirect: 'manual' });
    const location = redirect.headers.get('location');
    if (redirect.status !== 302 || location === null) throw new Error(`The download answers ${redirect.status}`);
    const file = await fetch(location);
    if (!file.ok) throw new Error(`The file answers ${file.status} ${await file.text()}`);
    const rows: unknown[] = parse(gunzipSync(Buffer.from(await file.arrayBuffer())), { columns: true });
    if (rows.length === 0) throw new Error('The file is empty');
  });
}
