export const IMPORT_RESOURCES = ['contacts', 'companies', 'events'] as const;
export type ImportResource = (typeof IMPORT_RESOURCES)[number];

export const IMPORT_FORMATS = ['ndjson', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Where the rows are. The tag tells whether the object is still the one that the job began with. */
export type ImportSource = { key: string; format: ImportFormat; bytes: number; tag: string };

/** How a CSV is written: what separates its cells, and what ends its lines (`lf` is CRLF too). */
export type CsvDialect = { delimiter: string; lineEnd: 'lf' | 'cr' };

/** How far an import has read: a byte offset at which a row begins. */
export type ImportCursor = {
  offset: number;
  /** The names of the columns; null until a CSV's header was read, and for NDJSON. */
  columns: string[] | null;
  /** Whether the bytes from the offset on belong to a row that was too long, up to the next line break. */
  skipping: boolean;
  /** Absent until a CSV's header was read, and for NDJSON. */
  dialect?: CsvDialect;
};

/** What became of the rows that were read. */
export type ImportCounts = { rows: number; created: number; updated: number; unchanged: number; failed: number };

/** The rows that one slice read and of which some failed; what was wrong with them is in an object of its own. */
export type ErrorPage = { firstRow: number; lastRow: number; errors: number };

/** Rows of an object, created or changed one by one. */
export type ImportWork = {
  kind: 'import';
  resource: ImportResource;
  source: ImportSource;
  cursor: ImportCursor;
  counts: ImportCounts;
  /** In order of rows. */
  errorPages: ErrorPage[];
  /** Columns and fields that nothing takes, as the source names them; absent in jobs of earlier releases. */
  ignored?: string[];
};

/** So many ignored names are remembered: who has more has imported something else. */
const MAX_IGNORED_NAMES = 50;

/** Takes the names that were ignored so far, and those of further rows; returns them without repeats. */
export function withIgnored(ignored: string[] | undefined, more: Iterable<string>): string[] {
  return [...new Set([...(ignored ?? []), ...more])].slice(0, MAX_IGNORED_NAMES);
}

/** Takes what is imported and from where; returns the work as it begins. */
export function newImport(resource: ImportResource, source: ImportSource): ImportWork {
  return {
    kind: 'import',
    resource,
    source,
    cursor: { offset: 0, columns: null, skipping: false },
    counts: { rows: 0, created: 0, updated: 0, unchanged: 0, failed: 0 },
    errorPages: [],
  };
}
