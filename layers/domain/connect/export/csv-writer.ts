import type { Cell } from './sent-row.ts';

/** Takes lines; returns them as a gzip member of CSV (RFC 4180, UTF-8). Members one behind the other are one file (RFC 1952, 2.2). */
export type CsvWriter = (rows: readonly (readonly Cell[])[]) => Promise<Uint8Array>;
