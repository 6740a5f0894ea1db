import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { CsvDialect, ImportCursor } from '#domain/connect/job/import-work';
import {
  endOfLine,
  MAX_ROW_BYTES,
  ROW_TOO_LONG,
  type RowProblem,
  type RowReader,
  type SourceRow,
} from '#domain/connect/job/source-rows';
import { Failure } from '#domain/kernel/failure';
import { LINE_ENDS, PLAIN_DIALECT, readDialect } from './csv-dialect.ts';

/** Far more than a contact has fields and attributes. */
const MAX_COLUMNS = 500;
const MAX_HEADER_BYTES = 16_384;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** One record of a chunk; `end` is the offset behind it in the chunk. */
type Row = { end: number; unfinished?: true } & ({ cells: string[] } | { problem: RowProblem });

/**
 * Reads CSV (RFC 4180) whose first record names the columns: quoted cells may hold line breaks, empty cells say nothing. A
 * record that is malformed ends with its line. How lines end and what separates cells follows from the header (csv-dialect.ts).
 */
export const csvRows: RowReader = (chunk, cursor, last) => {
  const { dialect, headerAt } = dialectOf(chunk, cursor, last);
  const lineEnd = LINE_ENDS[dialect.lineEnd];
  if (cursor.skipping && endOfLine(chunk, 0, lineEnd.byte) === undefined)
    return { rows: [], rest: { ...cursor, offset: cursor.offset + chunk.length, skipping: !last } };
  const begin = cursor.skipping ? (endOfLine(chunk, 0, lineEnd.byte) ?? chunk.length) : headerAt;
  const records = recordsOf(chunk, begin, last, dialect);
  const columns = cursor.columns ?? columnsOf(records.found.shift());
  const rows = records.found.map((record): SourceRow => {
    const at = { end: cursor.offset + record.end, ...(record.unfinished ? { unfinished: true as const } : {}) };
    return 'problem' in record ? { ...at, problem: record.problem } : { ...at, ...named(columns, record.cells) };
  });
  return { rows, rest: { offset: cursor.offset + records.rest, columns, skipping: records.skipping, dialect } };
};

/** Rows behind the header go on in its dialect; a job that an earlier release began has commas and line feeds. */
function dialectOf(chunk: Uint8Array, cursor: ImportCursor, last: boolean): { dialect: CsvDialect; headerAt: number } {
  if (cursor.columns !== null) return { dialect: cursor.dialect ?? PLAIN_DIALECT, headerAt: 0 };
  const marked = cursor.offset === 0 && BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte);
  return readDialect(chunk, marked ? BYTE_ORDER_MARK.length : 0, last);
}

function recordsOf(chunk: Uint8Array, begin: number, last: boolean, dialect: CsvDialect) {
  const { byte } = LINE_ENDS[dialect.lineEnd];
  // Half a line end is no closing quote: what stands behind the last line break waits for the next chunk.
  const lines = last ? chunk : chunk.subarray(0, chunk.lastIndexOf(byte) + 1);
  const found: Row[] = [];
  let from = begin;
  while (from < lines.length) {
    const { records, fault } = parsed(lines.subarray(from), dialect);
    for (const { cells, end } of records) {
      const bytes = chunk.subarray(from, from + end);
      from += bytes.length;
      found.push({ end: from, ...checked(bytes, cells) });
    }
    if (fault === undefined) {
      from = lines.length;
      break;
    }
    const isOpen = !last && fault.code === 'CSV_QUOTE_NOT_CLOSED';
    if (isOpen && chunk.length - from <= MAX_ROW_BYTES) return { found, rest: from, skipping: false };
    from = endOfLine(lines, from, byte) ?? lines.length;
    found.push({ end: from, problem: problemOf(fault) });
  }
  if (chunk.length - from <= MAX_ROW_BYTES) return { found, rest: from, skipping: false };
  found.push({ end: chunk.length, unfinished: true, problem: ROW_TOO_LONG });
  return { found, rest: chunk.length, skipping: true };
}

function checked(bytes: Uint8Array, cells: string[]): { cells: string[] } | { problem: RowProblem } {
  if (bytes.length > MAX_ROW_BYTES) return { problem: ROW_TOO_LONG };
  const replaced = cells.some((cell) => cell.includes('\ufffd'));
  return replaced && !isUtf8(bytes)
    ? { problem: { code: 'invalid_utf8', message: 'The row is not UTF-8' } }
    : { cells };
}

/** Returns the records up to the first that is malformed; `end` counts the bytes from the end of the record before. */
function parsed(
  chunk: Uint8Array,
  { delimiter, lineEnd }: CsvDialect,
): { records: { cells: string[]; end: number }[]; fault: CsvError | undefined } {
  const records: { cells: string[]; end: number }[] = [];
  let before = 0;
  try {
    parse(chunk, {
      relaxColumnCount: true,
      skipEmptyLines: true,
      delimiter,
      recordDelimiter: LINE_ENDS[lineEnd].delimiters,
      maxRecordSize: MAX_ROW_BYTES,
      onRecord: (cells: string[], { bytes }) => {
        records.push({ cells, end: bytes - before });
        before = bytes;
        return null;
      },
    });
    return { records, fault: undefined };
  } catch (error) {
    if (error instanceof CsvError) return { records, fault: error };
    throw error;
  }
}

function problemOf({ code }: CsvError): RowProblem {
  if (code === 'CSV_MAX_RECORD_SIZE') return ROW_TOO_LONG;
  return { code: 'invalid_csv', message: 'The quotes of the row are wrong: a cell in quotes doubles those within' };
}

/** @throws unprocessable if the first record cannot name columns */
function columnsOf(header: Row | undefined): string[] {
  const refused = (message: string) => new Failure('unprocessable', message, { reason: 'csv_header_invalid' });
  if (header === undefined || 'problem' in header) throw refused('The first row must name the columns');
  const columns = header.cells.map((cell) => cell.trim());
  if (columns.length > MAX_COLUMNS || columns.join().length > MAX_HEADER_BYTES)
    throw refused(`A CSV has at most ${MAX_COLUMNS} columns, whose names take ${MAX_HEADER_BYTES} bytes`);
  const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
  if (twice !== undefined) throw refused(`Every column needs a name of its own; this one has not: '${twice}'`);
  if (columns.every((column) => column === '')) throw refused('The first row must name the columns');
  return columns;
}

/** A row may leave out the cells of unnamed columns at its end, as a header with a trailing comma has them. */
function named(columns: string[], cells: string[]): { fields: { [column: string]: string } } | { problem: RowProblem } {
  const needed = columns.findLastIndex((column) => column !== '') + 1;
  if (cells.length < needed || cells.length > columns.length) {
    const message = `The row has ${cells.length} cells, and there are ${columns.length} columns`;
    return { problem: { code: 'column_count', message } };
  }
  const filled = cells.flatMap((cell, index) =>
    cell === '' ? [] : [[columns[index] || unnamed(index), cell] as const],
  );
  return { fields: Object.fromEntries(filled) };
}

/** What a cell in a column without a name is reported by. */
const unnamed = (index: number) => `(column ${index + 1})`;
