import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import type { CsvWriter } from '#domain/connect/export/csv-writer';

const compressed = promisify(gzip);

/** RFC 4180. csv-stringify itself quotes the delimiters only, not half of one. */
const FORM = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

/** Writes lines of cells as gzipped CSV. */
export const gzippedCsv: CsvWriter = (rows) => compressed(stringify([...rows], FORM));
