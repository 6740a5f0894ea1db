import { call } from '../walkthrough/campaign.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { control, type Line, measure } from './measure.ts';

/** What the mails of the lines before have cost to list, by exporting them. */
export async function dataExportLines(product: Product): Promise<Line[]> {
  const { dataExport } = sdk(product);
  const now = Math.floor(Date.parse((await control<{ now: string }>(product, 'GET', '/clock')).now) / 1000);
  let job_identifier = '';
  const used = await measure(
    product,
    1,
    async () => {
      const created = await dataExport.create({ created_at_after: 1, created_at_before: now + 60 });
      job_identifier = created.job_identifier ?? '';
    },
    ['run-job'],
  );
  const { progress } = await call<{ progress: { rows: number } }>(product, 'GET', `/jobs/${job_identifier}`);
  const { rows } = progress;
  return [
    { what: `export of ${rows} mails`, value: used.read / rows, unit: 'read units a line', budget: 3 },
    { what: `export of ${rows} mails`, value: used.write, unit: 'write units', budget: 2 },
  ];
}
