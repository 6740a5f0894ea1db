import type { CsvDialect } from '#domain/connect/job/import-work';
import { Failure } from '#domain/kernel/failure';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The byte that ends a line, and all that ends one. */
export const LINE_ENDS: Record<CsvDialect['lineEnd'], { byte: number; delimiters: string[] }> = {
  lf: { byte: LINE_FEED, delimiters: ['\r\n', '\n'] },
  cr: { byte: CARRIAGE_RETURN, delimiters: ['\r'] },
};

/** RFC 4180. */
export const PLAIN_DIALECT: CsvDialect = { delimiter: ',', lineEnd: 'lf' };

/** Excel writes this line before the header where lists are not separated by commas, and reads it everywhere. */
const SEPARATOR_LINE = /^"?sep=([^\r\n])"?(\r\n|\n|\r|$)/i;

/** What separates cells where no comma does, in the order in which they are looked for. */
const OTHER_DELIMITERS = [';', '\t', '|'];

const encoder = new TextEncoder();

/**
 * Takes the first bytes of a CSV, where its text begins and whether that is all of it; returns how its lines end (with CR alone
 * as old spreadsheets on a Mac write them), what separates its cells and where its header begins.
 * @throws unprocessable for UTF-16, which would be read as UTF-8 with a NUL in every other place
 */
export function readDialect(
  chunk: Uint8Array,
  begin: number,
  last: boolean,
): { dialect: CsvDialect; headerAt: number } {
  const lineEnd = lineEndOf(chunk, begin, last);
  const first = Buffer.from(firstLine(chunk, begin, LINE_ENDS[lineEnd].byte)).toString('utf8');
  if (isUtf16(chunk, begin))
    throw new Failure('unprocessable', 'The file is UTF-16; save it as UTF-8 and import it again', {
      reason: 'unsupported_encoding',
    });
  const separator = SEPARATOR_LINE.exec(first);
  if (separator !== null) {
    const dialect = { delimiter: separator[1] ?? ',', lineEnd };
    return { dialect, headerAt: begin + encoder.encode(separator[0]).length };
  }
  const delimiter = first.includes(',') ? ',' : (OTHER_DELIMITERS.find((each) => first.includes(each)) ?? ',');
  return { dialect: { delimiter, lineEnd }, headerAt: begin };
}

function lineEndOf(chunk: Uint8Array, begin: number, last: boolean): CsvDialect['lineEnd'] {
  let quoted = false;
  for (let at = begin; at < chunk.length; at += 1) {
    const byte = chunk[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (!quoted && byte === LINE_FEED) return 'lf';
    else if (!quoted && byte === CARRIAGE_RETURN) {
      const isEnd = at === chunk.length - 1;
      return chunk[at + 1] === LINE_FEED || (isEnd && !last) ? 'lf' : 'cr';
    }
  }
  return 'lf';
}

function firstLine(chunk: Uint8Array, begin: number, lineEnd: number): Uint8Array {
  const end = chunk.indexOf(lineEnd, begin);
  return chunk.subarray(begin, end === -1 ? chunk.length : end + 1);
}

/** Told by its byte order mark, or by a NUL in one of the first two places: no column's name begins like that. */
function isUtf16(chunk: Uint8Array, begin: number): boolean {
  const [first, second] = [chunk[begin], chunk[begin + 1]];
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}
