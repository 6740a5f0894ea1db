import type { SentPlace } from '../../engage/delivery/delivery.ts';

/** An object that slices have written, and how large it is. */
export type ExportPiece = { key: string; bytes: number };

/** The messages sent in a time, written out as CSV. Instants in ms. */
export type ExportWork = {
  kind: 'export';
  /** Both included. */
  range: { from: number; to: number };
  /** Behind which delivery the next slice begins; null at the beginning. */
  cursor: SentPlace | null;
  /** Whether every delivery has been read. */
  exhausted: boolean;
  rows: number;
  /** In order. All but the last are of 5 MiB and more and are not touched again; the next slice adds to the last until it is so too. */
  pieces: ExportPiece[];
  /** The key of the whole file; null until it is there, and for ever if there are no rows. */
  file: string | null;
};

/** How long the file of an export can be downloaded after it is complete, in ms (Intercom API 2.15, getDataExport: two days). */
export const EXPORT_LIFETIME = 2 * 86_400_000;

/** Takes two instants in ms, both included; returns the export of what was sent between them, as it begins. */
export function newExport(range: { from: number; to: number }): ExportWork {
  return { kind: 'export', range, cursor: null, exhausted: false, rows: 0, pieces: [], file: null };
}
