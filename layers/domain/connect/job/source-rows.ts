import type { ImportCursor } from './import-work.ts';

/** What is wrong with a row: a code for programs, a sentence for people, and the field at fault if there is one. */
export type RowProblem = { code: string; message: string; field?: string };

/** One row of an object: what it says, or why it cannot be read. */
export type SourceRow = {
  /** The byte offset behind it. */
  end: number;
  /** Whether it goes on behind `end`, being too long. */
  unfinished?: true;
} & ({ fields: Record<string, unknown> } | { problem: RowProblem });

/** The complete rows of a chunk, and where the next chunk begins. */
export type SourceRows = { rows: SourceRow[]; rest: ImportCursor };

/**
 * Takes a chunk of an object that begins at the cursor, and whether it is the last; returns its rows. A chunk holds more than
 * the longest row. @throws unprocessable if no row of the object can be read
 */
export type RowReader = (chunk: Uint8Array, cursor: ImportCursor, last: boolean) => SourceRows;

/** What one row may take, in bytes: more than any contact, company or event can hold. */
export const MAX_ROW_BYTES = 262_144;

export const ROW_TOO_LONG: RowProblem = {
  code: 'row_too_long',
  message: `A row has at most ${MAX_ROW_BYTES} bytes`,
};

/** Takes a cursor and a row that was read; returns the cursor behind the row. */
export function behind(cursor: ImportCursor, { end, unfinished }: SourceRow): ImportCursor {
  return { ...cursor, offset: end, skipping: unfinished ?? false };
}

/** Returns the offset in the chunk at which the line after `from` begins, or undefined if that is behind the chunk. */
export function endOfLine(chunk: Uint8Array, from: number, lineEnd = LINE_FEED): number | undefined {
  const at = chunk.indexOf(lineEnd, from);
  return at === -1 ? undefined : at + 1;
}

const LINE_FEED = 0x0a;
