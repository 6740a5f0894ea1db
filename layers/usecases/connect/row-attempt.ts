import { earlierOutcome, type ImportMark, type JobRow, markRow } from '#domain/people/import-mark';
import type { RowOutcome } from './import-rows.ts';

type Imported = { id: string; imported?: ImportMark | undefined };

/**
 * Takes a row, the id of what it creates, what writes a change, and the rows that this attempt has written; returns what writes and
 * tells what became of the row when it was worked first. A change is written again, for rows before it may have been too.
 */
export function rowAttempt<Record extends Imported, Rest extends unknown[]>(
  row: JobRow,
  id: string,
  write: (before: Record, after: Record, ...rest: Rest) => Promise<void>,
  written: Set<number>,
) {
  let outcome: RowOutcome | undefined;
  const earlier = ({ id: found, imported }: Record) =>
    found === id ? 'created' : earlierOutcome(imported, row, written);
  return {
    async update(before: Record, after: Record, ...rest: Rest): Promise<void> {
      const first = earlier(before);
      // It was created with all that the row says; what came later stays.
      if (first !== 'created') await write(before, { ...after, imported: markRow(before.imported, row) }, ...rest);
      written.add(row.row);
      outcome = first ?? 'updated';
    },
    /** Takes the record as the row left it. */
    outcomeOf: (record: Record): RowOutcome => outcome ?? earlier(record) ?? 'unchanged',
  };
}
