import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { gzippedCsv } from './gzipped-csv.ts';

describe('gzippedCsv', () => {
  it('quotes what would break a line or a cell, and leaves empty what is null', async () => {
    const written = await gzippedCsv([
      ['a,b', 'x"y', null, 3],
      ['one\ntwo', 'one\rtwo', "'=1", -1],
    ]);

    expect(gunzipSync(written).toString()).toBe('"a,b","x""y",,3\r\n"one\ntwo","one\rtwo",\'=1,-1\r\n');
  });

  it('may be written member by member', async () => {
    const members = [await gzippedCsv([['a']]), await gzippedCsv([['ä', '漢']])];

    expect(gunzipSync(Buffer.concat(members)).toString()).toBe('a\r\nä,漢\r\n');
  });

  it('is read back as it was, whatever is in the cells', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', "'", 'ä', '=', ';') });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 });

    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const text = gunzipSync(await gzippedCsv(written));

        expect(parse(text, { record_delimiter: '\r\n', relax_column_count: true })).toEqual(written);
      }),
    );
  });
});
