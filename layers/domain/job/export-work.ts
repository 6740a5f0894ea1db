/** The messages sent in a time, written out as CSV. Instants in ms. */
export type ExportWork = {
  kind: 'export';
  /** Both included. */
  range: { from: number; to: number };
  /** Where the next slice begins; null at the beginning. */
  cursor: string | null;
  rows: number;
};
