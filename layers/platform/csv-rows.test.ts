import type { ImportCursor } from '#domain/connect/job/import-work';
import { behind, MAX_ROW_BYTES } from '#domain/connect/job/source-rows';
import { csvRows } from './csv-rows.ts';

const BEGIN: ImportCursor = { offset: 0, columns: null, skipping: false };
const read = (text: string | Buffer, cursor = BEGIN) => csvRows(Buffer.from(text), cursor, true);
const fieldsOf = (text: string | Buffer) =>
  read(text).rows.map((row) => ('fields' in row ? row.fields : row.problem.code));

describe('csvRows', () => {
  it('names the cells by the first row', () => {
    expect(fieldsOf('external_id,name\n1,Ann\n2,Bob')).toEqual([
      { external_id: '1', name: 'Ann' },
      { external_id: '2', name: 'Bob' },
    ]);
  });

  it('takes CRLF, a byte order mark, quoted line breaks and doubled quotes', () => {
    expect(fieldsOf('\ufeffid,name\r\n1,"Ann\r\n""A"" Lee"\r\n2,Bob\r\n')).toEqual([
      { id: '1', name: 'Ann\r\n"A" Lee' },
      { id: '2', name: 'Bob' },
    ]);
  });

  it('leaves out empty cells and blank lines, and reads formulas as text', () => {
    expect(fieldsOf('id,name,plan\n1,,pro\n\n2,"=HYPERLINK(""http://x"")",\n')).toEqual([
      { id: '1', plan: 'pro' },
      { id: '2', name: '=HYPERLINK("http://x")' },
    ]);
  });

  it('goes on with the next line after a malformed row', () => {
    expect(fieldsOf('id,name\n1,"A"nn\n2,B"ob\n3,Cleo\n4,too,many\n5\n6,"open\n7,Gus\n')).toEqual([
      'invalid_csv',
      'invalid_csv',
      { id: '3', name: 'Cleo' },
      'column_count',
      'column_count',
      'invalid_csv',
      { id: '7', name: 'Gus' },
    ]);
  });

  it('refuses a row that is too long or not UTF-8, and goes on', () => {
    const long = `id,name\n1,${'x'.repeat(MAX_ROW_BYTES)}\n`;

    expect(fieldsOf(Buffer.concat([Buffer.from(`${long}2,`), Buffer.from([0xff]), Buffer.from('\n3,Cleo')]))).toEqual([
      'row_too_long',
      'invalid_utf8',
      { id: '3', name: 'Cleo' },
    ]);
  });

  it.each(['', 'id,id\n1,2', ',\n1,2', '"id\n1'])('refuses a header such as %j', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'unprocessable' }));
  });

  it('takes lines that end with CR alone (X20)', () => {
    expect(fieldsOf('id,name\r1,"A\nnn"\r\r2,Bob\r')).toEqual([
      { id: '1', name: 'A\nnn' },
      { id: '2', name: 'Bob' },
    ]);
    expect(fieldsOf('id,name\r1,Ann')).toEqual([{ id: '1', name: 'Ann' }]);
  });

  it.each([
    ['sep=,\nid,name\n1,Ann'],
    ['sep=;\r\nid;name\r\n1;Ann\r\n'],
    ['"sep=\t"\rid\tname\r1\tAnn'],
    ['id;name\n1;Ann'],
    ['id\tname\n1\tAnn'],
    ['\ufeffsep=;\nid;name\n1;Ann'],
  ])('takes the separator that %j says or uses (X20)', (text) => {
    expect(fieldsOf(text)).toEqual([{ id: '1', name: 'Ann' }]);
  });

  it('takes a header and rows with a trailing comma, and says which unnamed cells hold something (X20)', () => {
    expect(fieldsOf('id,name,\n1,Ann,\n2,Bob\n3,Cleo,x\n')).toEqual([
      { id: '1', name: 'Ann' },
      { id: '2', name: 'Bob' },
      { id: '3', name: 'Cleo', '(column 3)': 'x' },
    ]);
    expect(fieldsOf(',id\n0,7\n')).toEqual([{ '(column 1)': '0', id: '7' }]);
  });

  it.each(['utf16le', 'utf16be'])('refuses %s, with and without a byte order mark (X20)', (encoding) => {
    for (const text of ['\ufeffid,name\n1,Ann\n', 'id,name\n1,Ann\n']) {
      const little = Buffer.from(text, 'utf16le');
      const bytes = encoding === 'utf16le' ? little : little.swap16();
      expect(() => read(bytes)).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ reason: 'unsupported_encoding' }) }),
      );
    }
  });

  it('counts a row that is longer than a chunk once, and goes on behind it', () => {
    const head = csvRows(Buffer.from(`id\n${'x'.repeat(MAX_ROW_BYTES + 1)}`), BEGIN, false);
    const middle = csvRows(Buffer.from('xxx'), head.rest, false);
    const end = csvRows(Buffer.from('x\n7\n'), middle.rest, true);

    expect(head.rows).toMatchObject([{ problem: { code: 'row_too_long' }, unfinished: true }]);
    expect([middle.rows, middle.rest.skipping]).toEqual([[], true]);
    expect(end.rows).toMatchObject([{ fields: { id: '7' } }]);
  });

  it('can stop behind any row and go on there', () => {
    const text = 'id,name\r\n1,"A\nnn"\r\n\r\n2,Bob\r\n3,Cleo';
    const { rows, rest } = read(text);

    for (const [index, row] of rows.entries()) {
      const cursor = behind(rest, row);
      const again = csvRows(Buffer.from(text).subarray(cursor.offset), cursor, true);
      expect(again.rows).toEqual(rows.slice(index + 1));
    }
    expect(rest.offset).toBe(Buffer.byteLength(text));
  });

  it.each(Array.from({ length: 30 }, (_, size) => size + 12))('reads the same rows in chunks of %i bytes', (size) => {
    const bytes = Buffer.from('id,name\r\n1,"Ä\r\nnn"\r\n\r\n22,Bob\r\n3,Ü\r\n');
    const whole = read(bytes).rows;
    const rows = [];
    let cursor = BEGIN;
    for (let length = size; cursor.offset < bytes.length; ) {
      const chunk = bytes.subarray(cursor.offset, cursor.offset + length);
      const read = csvRows(chunk, cursor, cursor.offset + chunk.length === bytes.length);
      rows.push(...read.rows);
      // Only so that the test's tiny chunks hold a row: real ones always do.
      length = read.rest.offset === cursor.offset ? length + size : size;
      cursor = read.rest;
    }

    expect(rows).toEqual(whole);
  });
});
