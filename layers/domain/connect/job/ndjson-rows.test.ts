import type { ImportCursor } from './import-work.ts';
import { ndjsonRows } from './ndjson-rows.ts';
import { behind, MAX_ROW_BYTES } from './source-rows.ts';

const BEGIN: ImportCursor = { offset: 0, columns: null, skipping: false };
const bytes = (text: string) => new TextEncoder().encode(text);
const outcomes = (chunk: Uint8Array) =>
  ndjsonRows(chunk, BEGIN, true).rows.map((row) => ('fields' in row ? row.fields : row.problem.code));

describe('ndjsonRows', () => {
  it('reads an object from each line, with or without a last line break', () => {
    expect(outcomes(bytes('\ufeff{"a":1}\r\n\n{"a":"é"}'))).toEqual([{ a: 1 }, { a: 'é' }]);
  });

  it('says what is wrong with a line and goes on', () => {
    const long = `"${'x'.repeat(MAX_ROW_BYTES)}"`;
    const chunk = bytes(`{"a":\n[1]\nnull\n{"a":${long}}\n{"a":2}\n`);

    expect(outcomes(chunk)).toEqual(['invalid_json', 'invalid_json', 'invalid_json', 'row_too_long', { a: 2 }]);
    expect(outcomes(new Uint8Array([0x22, 0xff, 0x22, 0x0a, 0x7b, 0x7d]))).toEqual(['invalid_utf8', {}]);
  });

  it('refuses a line that is nested without end, and mends half a character', () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;

    expect(outcomes(bytes(`${deep}\n{"a":"cut \\ud83d"}`))).toEqual(['invalid_json', { a: 'cut \ufffd' }]);
  });

  it('leaves an incomplete line to the next chunk', () => {
    const { rows, rest } = ndjsonRows(bytes('{"a":1}\n{"a"'), { ...BEGIN, offset: 100 }, false);

    expect(rows).toEqual([{ fields: { a: 1 }, end: 108 }]);
    expect(rest).toEqual({ offset: 108, columns: null, skipping: false });
  });

  it('counts a row that is longer than a chunk once, and goes on behind it', () => {
    const first = ndjsonRows(bytes(`"${'x'.repeat(MAX_ROW_BYTES + 10)}`), BEGIN, false);
    const second = ndjsonRows(bytes('xxx'), first.rest, false);
    const third = ndjsonRows(bytes('xxx"\n{"a":1}\n'), second.rest, true);

    expect(first.rows).toMatchObject([{ problem: { code: 'row_too_long' }, unfinished: true }]);
    expect([second.rows, second.rest.skipping]).toEqual([[], true]);
    expect(third.rows).toMatchObject([{ fields: { a: 1 } }]);
    expect(third.rest).toMatchObject({ offset: MAX_ROW_BYTES + 11 + 3 + 13, skipping: false });
  });

  it('can stop behind any row and go on there', () => {
    const text = bytes('{"a":1}\n\n{"a":2}\n{"a":3}');
    const { rows } = ndjsonRows(text, BEGIN, true);
    const cursor = behind(BEGIN, rows[0] ?? { end: 0, fields: {} });

    expect(ndjsonRows(text.subarray(cursor.offset), cursor, true).rows).toEqual(rows.slice(1));
  });
});
