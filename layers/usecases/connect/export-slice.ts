import type { CsvWriter } from '#domain/connect/export/csv-writer';
import type { Cell } from '#domain/connect/export/sent-row';
import type { ExportPiece, ExportWork } from '#domain/connect/job/export-work';
import type { Job } from '#domain/connect/job/job';
import { LEAST_JOINED_BYTES, type ObjectStorage } from '#domain/connect/transfer/object-storage';
import { exportFileKey, exportPieceKey } from '#domain/connect/transfer/transfer-keys';
import type { Ids } from '#domain/kernel/ids';
import { type ExportRowPorts, exportRows } from './export-rows.ts';
import type { Slice, SliceBudget } from './run-job.ts';

export type ExportPorts = ExportRowPorts & {
  storage: Pick<ObjectStorage, 'read' | 'put' | 'join'>;
  csv: CsvWriter;
  ids: Pick<Ids, 'hexId'>;
};

/** "We cannot export any job greater than 10 million rows" (Intercom, the export job model). */
const MAX_ROWS = 10_000_000;

/** So many lines are compressed at a time: about a megabyte. */
const MAX_ROWS_AT_ONCE = 4_000;

/** A slice ends when it holds as much: memory stays the same however much was sent. */
const MAX_SLICE_BYTES = 2 * LEAST_JOINED_BYTES;

const GZIP = 'application/octet-stream';

/**
 * Takes the ports; returns what does the next slice of an export: reads its rows from where the last one ended and
 * writes it into an object of its own name, which the job only knows once the slice is saved. So a slice that is done
 * again, or by two workers at once, leaves an object that nobody reads. When all is read, another slice makes one of them.
 */
export function exportSlice(ports: ExportPorts) {
  return async (job: Job<ExportWork>, budget: SliceBudget): Promise<Slice<ExportWork>> => {
    const { work } = job;
    if (work.exhausted) return { work: { ...work, file: await joined(ports, job) }, done: true };
    const read = await readOn(ports, job, budget);
    const pieces = read.members.length === 0 ? work.pieces : await written(ports, job, read.members);
    const after = { ...work, ...read.progress, pieces };
    // One piece is the file already, and none is none.
    if (!after.exhausted || pieces.length > 1) return { work: after, done: false };
    return { work: { ...after, file: pieces[0]?.key ?? null }, done: true };
  };
}

type Reading = { members: Uint8Array[]; progress: Pick<ExportWork, 'cursor' | 'exhausted' | 'rows'> };

async function readOn(ports: ExportPorts, job: Job<ExportWork>, budget: SliceBudget): Promise<Reading> {
  const { work } = job;
  const members: Uint8Array[] = [];
  const progress = { cursor: work.cursor, exhausted: false, rows: work.rows };
  const { columns, pages } = exportRows(ports, job);
  let bytes = 0;
  let lines: Cell[][] = [];
  const compress = async () => {
    if (lines.length === 0) return;
    const member = await ports.csv(progress.rows === lines.length ? [[...columns], ...lines] : lines);
    members.push(member);
    bytes += member.length;
    lines = [];
  };

  for await (const { rows, last } of pages) {
    lines.push(...rows);
    progress.rows += rows.length;
    progress.cursor = last;
    if (lines.length >= MAX_ROWS_AT_ONCE) await compress();
    if (progress.rows >= MAX_ROWS) break;
    if (budget.isSpent() || bytes >= MAX_SLICE_BYTES) {
      await compress();
      return { members, progress };
    }
  }
  await compress();
  return { members, progress: { ...progress, exhausted: true } };
}

/** Adds what a slice has read to the last piece, unless that is large enough to stand alone. */
async function written({ storage, ids }: ExportPorts, job: Job, members: Uint8Array[]): Promise<ExportPiece[]> {
  const pieces = job.work.kind === 'export' ? job.work.pieces : [];
  const last = pieces.at(-1);
  const open = last !== undefined && last.bytes < LEAST_JOINED_BYTES ? last : undefined;
  const begun = open === undefined ? [] : [await storage.read(open.key, { from: 0, length: open.bytes })];
  const contents = Buffer.concat([...begun, ...members]);
  const key = exportPieceKey({ workspaceId: job.workspaceId, jobId: job.id }, ids.hexId());
  await storage.put(key, contents, GZIP);
  return [...(open === undefined ? pieces : pieces.slice(0, -1)), { key, bytes: contents.length }];
}

async function joined({ storage }: ExportPorts, job: Job<ExportWork>): Promise<string> {
  const key = exportFileKey({ workspaceId: job.workspaceId, jobId: job.id });
  await storage.join(
    key,
    job.work.pieces.map((piece) => piece.key),
    GZIP,
  );
  return key;
}
