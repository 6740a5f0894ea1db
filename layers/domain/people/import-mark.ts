import * as z from 'zod';

/** Kept with a record that an import changed: which job, and which of its rows, so that a row that is worked again counts the same. */
export const ImportMark = z.object({ job: z.string(), rows: z.array(z.int()) });
export type ImportMark = z.infer<typeof ImportMark>;

/** Rows of one job about one record that are told apart; of more than that in one slice the first count as changes. */
const MAX_ROWS = 100;

/** Which row of which job. */
export type JobRow = { job: string; row: number };

/** Takes the mark of a record, if there is one, and a row that changes it; returns the mark afterwards. */
export function markRow(mark: ImportMark | undefined, { job, row }: JobRow): ImportMark {
  const rows = mark?.job === job ? mark.rows.filter((each) => each !== row) : [];
  return { job, rows: [...rows, row].slice(-MAX_ROWS) };
}

/**
 * Takes the mark of a record, a row about it, and the rows that this attempt has written; returns what the row did in an earlier
 * attempt, or undefined if nothing tells: rows about one record are worked in their order, so one that left no mark before another
 * that did changed nothing.
 */
export function earlierOutcome(
  mark: ImportMark | undefined,
  { job, row }: JobRow,
  written: ReadonlySet<number> = new Set(),
): 'updated' | 'unchanged' | undefined {
  if (mark?.job !== job) return undefined;
  const rows = mark.rows.filter((each) => !written.has(each));
  if (Math.max(0, ...rows) < row) return undefined;
  return rows.includes(row) || (mark.rows.length === MAX_ROWS && row < Math.min(...mark.rows))
    ? 'updated'
    : 'unchanged';
}
