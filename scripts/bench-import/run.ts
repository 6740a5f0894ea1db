import { setTimeout as pause } from 'node:timers/promises';
import { control } from '../bench/measure.ts';
import { call } from '../walkthrough/campaign.ts';
import type { Product } from '../walkthrough/product.ts';

/** What the worker logs of each slice. */
export type SliceLine = {
  rows: number;
  milliseconds: number;
  cpuMilliseconds: number;
  heldMegabytes: number;
  peakMegabytes: number;
};

type Job = {
  id: string;
  state: string;
  progress: { rows: number; created: number; updated: number; unchanged: number; failed: number };
  failure: { code: string } | null;
};
type Usage = {
  functions: Record<
    string,
    { invocations: number; milliseconds: number; read_units: number; write_units: number; round_trips: number }
  >;
};
export type Result = { job: Job; usage: Usage; importSeconds: number; settledSeconds: number; bytes: number };

const POLL_MS = 250;

/** Takes a product, what the rows are and the rows as NDJSON; uploads them, waits for their job and for all that follows. */
export async function importRows(product: Product, resource: string, rows: Buffer): Promise<Result> {
  const upload = await call<{ key: string; url: string; headers: Record<string, string> }>(
    product,
    'POST',
    '/bulk/uploads',
    { format: 'ndjson' },
  );
  const stored = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: new Uint8Array(rows) });
  if (!stored.ok) throw new Error(`The upload was answered ${stored.status}: ${await stored.text()}`);
  await atRest(product);
  await control(product, 'GET', '/usage?reset=1');
  const began = performance.now();
  const source = { key: upload.key };
  let job = await call<Job>(product, 'POST', `/bulk/${resource}`, { source, format: 'ndjson' });
  while (job.state === 'pending' || job.state === 'running') {
    await pause(POLL_MS);
    job = await call<Job>(product, 'GET', `/jobs/${job.id}`);
  }
  const importSeconds = (performance.now() - began) / 1_000;
  await atRest(product);
  const settledSeconds = (performance.now() - began) / 1_000;
  const usage = await control<Usage>(product, 'GET', '/usage?reset=1');
  return { job, usage, importSeconds, settledSeconds, bytes: rows.length };
}

/** What a large import leaves behind takes longer than one call may wait for. */
async function atRest(product: Product): Promise<void> {
  for (;;) {
    const { status } = await fetch(`${product.http}/_local/settle`, { method: 'POST' });
    if (status < 300) return;
    if (status !== 503) throw new Error(`The product does not come to rest: ${status}`);
  }
}

/** Takes the name of an import, its number of rows, what came of it and what its worker logged; prints the figures. */
export function reportImport(name: string, count: number, result: Result, slices: SliceLine[]): void {
  const { job, usage, importSeconds, settledSeconds, bytes } = result;
  const { created, updated, unchanged, failed } = job.progress;
  say(
    `\n${name}: ${count} rows, ${(bytes / 1e6).toFixed(1)} MB, ${job.state}${job.failure ? ` (${job.failure.code})` : ''}`,
  );
  say(`  created ${created}, updated ${updated}, unchanged ${unchanged}, failed ${failed}`);
  say(
    `  imported in ${importSeconds.toFixed(1)} s (${Math.round(count / importSeconds)} rows/s); all that follows done after ${settledSeconds.toFixed(1)} s`,
  );
  say('  per row                 write units   read units  round trips   busy µs');
  const used = Object.entries(usage.functions).filter(
    ([, each]) => each.write_units + each.read_units >= count / 1_000,
  );
  const sums = { write: 0, read: 0 };
  for (const [service, each] of used.sort(([a], [b]) => (a < b ? -1 : 1))) {
    sums.write += each.write_units;
    sums.read += each.read_units;
    const cells = [each.write_units / count, each.read_units / count, each.round_trips / count];
    say(
      `  ${service.padEnd(20)} ${cells.map((cell) => cell.toFixed(3).padStart(12)).join(' ')} ${((each.milliseconds * 1_000) / count).toFixed(0).padStart(9)}`,
    );
  }
  say(
    `  ${'together'.padEnd(20)} ${(sums.write / count).toFixed(3).padStart(12)} ${(sums.read / count).toFixed(3).padStart(12)}`,
  );
  const cpu = slices.reduce((sum, each) => sum + each.cpuMilliseconds, 0);
  const rows = slices.reduce((sum, each) => sum + each.rows, 0);
  const held = slices.map(({ heldMegabytes }) => heldMegabytes);
  const peak = Math.max(0, ...slices.map(({ peakMegabytes }) => peakMegabytes));
  // A last, short slice may end without a collection: halves are compared, not ends.
  const middle = Math.ceil(held.length / 2);
  const ratio = median(held.slice(-middle)) / median(held.slice(0, middle));
  say(`  worker: ${((cpu * 1_000) / Math.max(1, rows)).toFixed(0)} µs of CPU per row in ${slices.length} slices`);
  const heaps = held.map((megabytes) => megabytes.toFixed(0)).join(' ');
  say(
    `  worker: holds ${heaps} MB by slice, later half to earlier ${ratio.toFixed(2)}; at most ${peak.toFixed(0)} MB between collections`,
  );
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
