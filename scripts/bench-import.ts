/**
 * `npm run bench:import [-- --contacts 100000 --events 1000000 --visit 5]`: imports contacts and events into a product of
 * its own, and prints what a row costs: request units by function, all that follows from it included, CPU time of the worker,
 * and the worker's memory slice by slice.
 */
import { parseArgs } from 'node:util';
import { startLocal } from '#local/local';
import { contactLines, eventLines } from './bench-import/rows.ts';
import { importRows, reportImport, type SliceLine } from './bench-import/run.ts';
import type { Product } from './walkthrough/product.ts';

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '100000' },
    events: { type: 'string', default: '1000000' },
    visit: { type: 'string', default: '5' },
  },
});
const [contacts, events, visit] = [Number(values.contacts), Number(values.events), Number(values.visit)];
const slices: SliceLine[] = [];
const local = await startLocal({
  port: 0,
  seed: 'workspace',
  verbose: true,
  log: (line) => {
    const text = line.startsWith('run-job: ') ? line.slice('run-job: '.length) : '';
    if (text.includes('"slice done"')) slices.push(JSON.parse(text));
    else if (/"level":"(ERROR|CRITICAL)"/.test(line)) process.stderr.write(`${line}\n`);
  },
});
try {
  const product = local.ready as Product;
  const now = Math.floor(Date.now() / 1_000);
  const runs = [
    ['contacts', contacts, () => contactLines(contacts)],
    ['contacts', contacts, () => contactLines(contacts), 'again'],
    ['events', events, () => eventLines(events, contacts, visit, now - 60)],
  ] as const;
  for (const [resource, count, rows, again] of runs) {
    if (count === 0) continue;
    slices.length = 0;
    const result = await importRows(product, resource, rows());
    reportImport(again === undefined ? resource : `${resource}, ${again}`, count, result, slices);
    if (result.job.state !== 'succeeded' || result.job.progress.failed > 0) process.exitCode = 1;
  }
} finally {
  await local.stop();
}
