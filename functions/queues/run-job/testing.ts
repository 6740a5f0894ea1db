import { type ImportFormat, type ImportResource, newImport } from '#domain/connect/job/import-work';
import { ndjsonRows } from '#domain/connect/job/ndjson-rows';
import { aJob } from '#domain/connect/job/testing';
import { anObjectStorage } from '#domain/connect/transfer/testing';
import { stoppedClock } from '#domain/kernel/clock';
import { anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import { csvRows } from '#platform/csv-rows';
import { memoryStores } from '#store/memory';
import type { SliceBudget } from '#usecases/connect/run-job';
import { type ImportWorkPorts, importWork } from './import-work.ts';

export const NOW = Date.UTC(2026, 0, 5, 9);
export const WORKSPACE = 'acmeacme';

/** What a slice may take, spent or not. */
export const budget = (isSpent: boolean, changes: Partial<SliceBudget> = {}): SliceBudget => ({
  isSpent: () => isSpent,
  isWanted: async () => true,
  isLastResort: false,
  ...changes,
});

/** For tests: what imports into memory stores with one workspace; takes what should interfere. */
export async function anImporter(interfere: (ports: ImportWorkPorts) => Partial<ImportWorkPorts> = () => ({})) {
  const stores = memoryStores();
  await stores.workspaces.create(aWorkspace({ id: WORKSPACE }), [anAdmin({ workspaceId: WORKSPACE, id: '7' })], []);
  const storage = anObjectStorage();
  let ids = 0;
  const ports: ImportWorkPorts = {
    ...stores,
    storage,
    readers: { ndjson: ndjsonRows, csv: csvRows },
    clock: stoppedClock(NOW),
    ids: { decimalId: () => String(++ids) },
    pause: async () => {},
  };
  const advance = importWork({ ...ports, ...interfere(ports) });
  const begin = async (resource: ImportResource, rows: object[] | string, id = '1') => {
    const format: ImportFormat = typeof rows === 'string' ? 'csv' : 'ndjson';
    const text = typeof rows === 'string' ? rows : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const key = `imports/${WORKSPACE}/${id}.${format}`;
    const source = { key, format, ...(await storage.put(key, text, 'text/plain')) };
    return { ...aJob({ id, correlationId: `request-${id}` }), work: newImport(resource, source) };
  };
  const never = budget(false);
  const run = async (resource: ImportResource, rows: object[] | string, id?: string) =>
    (await advance(await begin(resource, rows, id), never)).work;
  const errors = () =>
    Object.entries(storage.texts())
      .filter(([key]) => key.startsWith('errors/'))
      .flatMap(([, text]) => text.trim().split('\n'))
      .map((line): { row: number; code: string; field?: string } => JSON.parse(line));
  const contact = (externalId: string) => stores.contacts.findByExternalId(WORKSPACE, externalId);
  return { ...stores, storage, advance, begin, run, errors, contact, never };
}
