import type { SentPlace } from '../../engage/delivery/delivery.ts';

/** An object that slices have written, and how large it is. */
export type ExportPiece = { key: string; bytes: number };

/** What is written out: the addresses that get no mail. Absent for the messages sent in a time. */
export type ExportSubject = { of: 'suppressions' };

/** Behind what the next slice begins: a place among what was sent, or the cursor of another list. */
export type ExportCursor = SentPlace | { behind: string };

/** Rows of a workspace, written out as CSV. Instants in ms. */
export type ExportWork = {
  kind: 'export';
  subject?: ExportSubject;
  /** When it was sent, both included. */
  range: { from: number; to: number };
  /** Null at the beginning. */
  cursor: ExportCursor | null;
  /** Whether every row has been read. */
  exhausted: boolean;
  rows: number;
  /** In order. All but the last are of 5 MiB and more and are not touched again; the next slice adds to the last until it is so too. */
  pieces: ExportPiece[];
  /** The key of the whole file; null until it is there, and for ever if there are no rows. */
  file: string | null;
};

/** How long the file of an export can be downloaded after it is complete, in ms (Intercom API 2.15, getDataExport: two days). */
export const EXPORT_LIFETIME = 2 * 86_400_000;

/** Takes two instants in ms, both included, and perhaps another subject than what was sent between them; returns the export as it begins. */
export function newExport(range: { from: number; to: number }, subject?: ExportSubject): ExportWork {
  const of = subject === undefined ? {} : { subject };
  return { kind: 'export', ...of, range, cursor: null, exhausted: false, rows: 0, pieces: [], file: null };
}
