import type { RowProblem } from '#domain/connect/job/source-rows';
import type { AdminActor } from '#domain/workspace/access/actor';
import { sha256 } from '#domain/workspace/access/sha256';

/** What became of a row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged';

/** A row that could be read. Attempts at one row have the same ids, so that a later one knows what an earlier one did. */
export type ImportRow<Said> = {
  /** From 1; a CSV's header and blank lines are not counted. */
  row: number;
  says: Said;
  /** Of everything that this row writes. */
  correlationId: string;
  /** Returns the id of what this row creates. */
  newId(): Promise<string>;
};

/** Hears what became of rows. */
export type Ledger = {
  record(row: number, outcome: RowOutcome): void;
  /** @throws the error if it is ours and not the row's */
  refuse(row: number, error: unknown): void;
};

/** Takes who imports, rows in order and the ledger; writes what they say. Repeating it changes nothing but what others wrote meanwhile. */
export type RowImporter<Said> = (actor: AdminActor, rows: ImportRow<Said>[], ledger: Ledger) => Promise<void>;

/** Takes an error; returns what was wrong with the row that caused it, or undefined if nothing was. */
export type Refusal = (error: unknown) => RowProblem | undefined;

/** Takes a job's beginning (ms) and id and the number of a row; returns the id of what that row creates, in the form of all ids: seconds first. */
export async function rowId(job: { id: string; createdAt: number }, row: number): Promise<string> {
  const seconds = Math.floor(job.createdAt / 1_000)
    .toString(16)
    .padStart(8, '0');
  return seconds + (await sha256(`${job.id} ${row}`)).slice(0, 16);
}
