import {
  type ErrorPage,
  type ImportCounts,
  type ImportCursor,
  type ImportFormat,
  type ImportWork,
  withIgnored,
} from '#domain/connect/job/import-work';
import type { Job } from '#domain/connect/job/job';
import {
  behind,
  MAX_ROW_BYTES,
  type RowProblem,
  type RowReader,
  type SourceRow,
} from '#domain/connect/job/source-rows';
import type { ObjectStorage } from '#domain/connect/transfer/object-storage';
import { errorsKey } from '#domain/connect/transfer/transfer-keys';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { DataAttribute } from '#domain/people/data-attribute/data-attribute';
import type { AdminActor } from '#domain/workspace/access/actor';
import type { AcceptedAttributes } from '../people/attribute-declaration.ts';
import { type ImportRow, type Ledger, type Refusal, type RowOutcome, rowId } from './import-rows.ts';
import { jobFailure, type Slice, type SliceBudget } from './run-job.ts';

/** What the worker holds of an object at a time, in bytes. */
const CHUNK_BYTES = 4 * MAX_ROW_BYTES;

/** Rows that are looked up and written together: what one BatchGetItem reads. */
const BATCH = 100;

/** A slice ends when so many of its rows have failed, so that what is said of them stays small. */
const MAX_ERRORS = 1_000;

/** So many slices may say what was wrong; of further rows it is only counted that they failed. */
const MAX_ERROR_PAGES = 1_000;

/** A job does not go beyond this row. */
export const MAX_IMPORT_ROWS = 5_000_000;

/** The pauses, in ms, after which a batch is tried again while the table is busy. */
const PAUSES_MS = [200, 400, 800, 1_600, 3_200];

/** One line of what was wrong with the rows of a slice. */
export type RowError = RowProblem & { row: number };

/** Reads what one row says and hands rows to what imports them: one kind of resource. */
export type ResourceImport = {
  /** Takes the fields of a row as the source names them; returns which of them nothing takes, and what it says. `says` throws what was wrong with it. */
  understand(
    fields: Record<string, unknown>,
    source: { format: ImportFormat; attributes: DataAttribute[] },
  ): { says(): unknown; ignored: string[] };
  write(actor: AdminActor, rows: ImportRow<unknown>[], ledger: Ledger): Promise<void>;
};

export type ImportPorts = {
  storage: Pick<ObjectStorage, 'read' | 'put'>;
  readers: Record<ImportFormat, RowReader>;
  resources: Record<ImportWork['resource'], ResourceImport>;
  attributes: Pick<AcceptedAttributes, 'known'>;
  refusal: Refusal;
  /** Waits so many ms. */
  pause(ms: number): Promise<void>;
};

/**
 * Takes the ports; returns what does the next slice of an import: reads the object from the cursor on, chunk after chunk, and
 * writes its rows in batches. What is wrong with a row is said of that row; a table that is busy is asked again.
 */
export function importSlice(
  ports: ImportPorts,
): (job: Job<ImportWork>, budget: SliceBudget) => Promise<Slice<ImportWork>> {
  return async (job, budget) => {
    const { source } = job.work;
    const errors: RowError[] = [];
    let { cursor, counts, ignored } = job.work;
    const slice = async (done: boolean): Promise<Slice<ImportWork>> => {
      const errorPages = await tell(ports.storage, job, errors);
      const told = ignored === undefined ? {} : { ignored };
      return {
        work: { ...job.work, cursor, counts, ...told, errorPages: [...job.work.errorPages, ...errorPages] },
        done,
      };
    };

    try {
      while (cursor.offset < source.bytes) {
        if (cursor !== job.work.cursor && !(await budget.isWanted())) return await slice(false);
        const { rows, rest } = await chunkAt(ports, job, cursor);
        for (let start = 0; start < rows.length; start += BATCH) {
          if (counts.rows >= MAX_IMPORT_ROWS) throw tooManyRows();
          const batch = rows.slice(start, start + BATCH);
          const outcome = await withBackoff(ports, () => work(ports, job, batch, counts.rows, budget.isLastResort));
          const last = batch.at(-1);
          if (last !== undefined) cursor = behind(rest, last);
          counts = sum(counts, outcome);
          if (outcome.ignored.size > 0) ignored = withIgnored(ignored, outcome.ignored);
          errors.push(...outcome.errors);
          if ((budget.isSpent() || errors.length >= MAX_ERRORS) && cursor.offset < source.bytes) return slice(false);
        }
        cursor = rest;
      }
      return slice(true);
    } catch (error) {
      if (isFailure(error, 'unprocessable')) return { ...(await slice(true)), failure: jobFailure(error) };
      // What was done before the table became too busy is kept; the rest has its turn with the next message.
      if (isFailure(error, 'unavailable') && cursor !== job.work.cursor) return slice(false);
      throw error;
    }
  };
}

async function chunkAt({ storage, readers }: ImportPorts, { work: { source } }: Job<ImportWork>, cursor: ImportCursor) {
  const { key, tag, bytes, format } = source;
  try {
    const chunk = await storage.read(key, { from: cursor.offset, length: CHUNK_BYTES, tag });
    return readers[format](chunk, cursor, cursor.offset + chunk.length >= bytes);
  } catch (error) {
    if (isFailure(error, 'not_found')) throw lost('source_gone', 'The object was deleted', error);
    if (isFailure(error, 'conflict')) throw lost('source_changed', 'The object was replaced', error);
    throw error;
  }
}

type Outcome = ImportCounts & { errors: RowError[]; ignored: Set<string> };

const OUR_FAULT: RowProblem = { code: 'server_error', message: 'Something went wrong on our side' };

/** Returns what became of a batch. Each attempt counts anew. */
async function work(
  ports: ImportPorts,
  job: Job<ImportWork>,
  batch: SourceRow[],
  before: number,
  isLastResort: boolean,
): Promise<Outcome> {
  const { workspaceId, requestedBy: adminId, correlationId } = job;
  const { resource, source } = job.work;
  const resourceImport = ports.resources[resource];
  const ledger = batchLedger(ports.refusal, isLastResort ? Math.ceil(batch.length / 2) : 0);
  const attributes = source.format === 'csv' ? await ports.attributes.known(workspaceId) : [];
  const ignored = new Set<string>();
  const understood = batch.flatMap((read, index): ImportRow<unknown>[] => {
    const row = before + index + 1;
    try {
      if ('problem' in read) throw new Unreadable(read.problem);
      const understood = resourceImport.understand(read.fields, { format: source.format, attributes });
      for (const name of understood.ignored) ignored.add(name);
      const says = understood.says();
      return [{ job: job.id, row, says, correlationId: `${correlationId}.${row}`, newId: () => rowId(job, row) }];
    } catch (error) {
      ledger.refuse(row, error);
      return [];
    }
  });
  await resourceImport.write({ kind: 'admin', workspaceId, adminId }, understood, ledger);
  return { ...ledger.counts, rows: batch.length, errors: ledger.errors.sort((a, b) => a.row - b.row), ignored };
}

/** A row of which the reader says what is wrong. */
class Unreadable extends Error {
  readonly problem: RowProblem;

  constructor(problem: RowProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** So many rows at most may fail for reasons of ours: more than some of a batch are a fault of the product, not of rows. */
function batchLedger(refusal: Refusal, mostFaults: number) {
  let faults = 0;
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const errors: RowError[] = [];
  return {
    counts,
    errors,
    record(_row: number, outcome: RowOutcome): void {
      counts[outcome] += 1;
    },
    refuse(row: number, error: unknown): void {
      const problem = error instanceof Unreadable ? error.problem : refusal(error);
      if (problem === undefined) {
        faults += 1;
        if (isFailure(error, 'unavailable') || faults > mostFaults) throw error;
      }
      counts.failed += 1;
      errors.push({ row, ...(problem ?? OUR_FAULT) });
    },
  };
}

/** @throws unavailable if the table stays busy */
async function withBackoff<Result>({ pause }: ImportPorts, attempt: () => Promise<Result>): Promise<Result> {
  for (const ms of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isFailure(error, 'unavailable')) throw error;
      await pause(ms);
    }
  }
  return attempt();
}

/** Writes what was wrong with rows, in an object that another attempt at them replaces; returns the page to remember. */
async function tell(storage: ImportPorts['storage'], job: Job<ImportWork>, errors: RowError[]): Promise<ErrorPage[]> {
  const [first, last] = [errors[0], errors.at(-1)];
  if (first === undefined || last === undefined || job.work.errorPages.length >= MAX_ERROR_PAGES) return [];
  const page = { firstRow: first.row, lastRow: last.row, errors: errors.length };
  const lines = errors.map((error) => `${JSON.stringify(error)}\n`).join('');
  await storage.put(errorsKey({ workspaceId: job.workspaceId, jobId: job.id }, page), lines, 'application/x-ndjson');
  return [page];
}

function sum(counts: ImportCounts, more: ImportCounts): ImportCounts {
  return {
    rows: counts.rows + more.rows,
    created: counts.created + more.created,
    updated: counts.updated + more.updated,
    unchanged: counts.unchanged + more.unchanged,
    failed: counts.failed + more.failed,
  };
}

const lost = (reason: string, message: string, cause: unknown) =>
  new Failure('unprocessable', message, { reason, cause });
const tooManyRows = () =>
  new Failure('unprocessable', `An import has at most ${MAX_IMPORT_ROWS} rows`, { reason: 'too_many_rows' });
