import { isTooDeep, withoutHalves } from '../../kernel/json-text.ts';
import type { ImportCursor } from './import-work.ts';
import { endOfLine, MAX_ROW_BYTES, ROW_TOO_LONG, type RowReader, type SourceRow } from './source-rows.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads one JSON object for each line (ndjson.org). Blank lines are none; a byte order mark may come first. */
export const ndjsonRows: RowReader = (chunk, cursor, last) => {
  const rows: SourceRow[] = [];
  const at = (offset: number): ImportCursor => ({ ...cursor, offset: cursor.offset + offset, skipping: false });
  let from = 0;
  if (cursor.skipping) {
    const next = endOfLine(chunk, 0);
    if (next === undefined) return { rows, rest: { ...at(chunk.length), skipping: !last } };
    from = next;
  }
  while (from < chunk.length) {
    const end = endOfLine(chunk, from) ?? (last ? chunk.length : undefined);
    if (end === undefined) {
      if (chunk.length - from <= MAX_ROW_BYTES) break;
      rows.push({ end: cursor.offset + chunk.length, unfinished: true, problem: ROW_TOO_LONG });
      return { rows, rest: { ...at(chunk.length), skipping: true } };
    }
    const row = read(chunk.subarray(from, end));
    if (row !== undefined) rows.push({ ...row, end: cursor.offset + end });
    from = end;
  }
  return { rows, rest: at(from) };
};

type Read = { fields: Record<string, unknown> } | { problem: SourceProblem };
type SourceProblem = Extract<SourceRow, { problem: unknown }>['problem'];

function read(line: Uint8Array): Read | undefined {
  if (line.length > MAX_ROW_BYTES) return { problem: ROW_TOO_LONG };
  const text = decoded(line);
  if (text === undefined) return { problem: { code: 'invalid_utf8', message: 'The row is not UTF-8' } };
  if (text.trim() === '') return undefined;
  if (isTooDeep(text)) return { problem: { code: 'invalid_json', message: 'The row is nested too deep' } };
  try {
    const value = withoutHalves(text, JSON.parse(text));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { fields: { ...value } };
  } catch {
    return { problem: { code: 'invalid_json', message: 'The row is not JSON' } };
  }
  return { problem: { code: 'invalid_json', message: 'The row is not a JSON object' } };
}

function decoded(line: Uint8Array): string | undefined {
  try {
    return utf8.decode(line);
  } catch {
    return undefined;
  }
}
