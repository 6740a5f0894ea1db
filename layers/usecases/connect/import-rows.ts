import type { RowProblem } from '#domain/connect/job/source-rows';
import type { AdminActor } from '#domain/workspace/access/actor';
import { sha256 } from '#domain/workspace/access/sha256';

/** What became of a row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged';

/** A row that could be read. Attempts at one row have the same ids, so that a later one knows what an earlier one did. */
export type ImportRow<Said> = {
  /** The id of the job. */
  job: string;
  /** From 1; a CSV's header and blank lines are not counted. */
  row: number;
  says: Said;
  /** Of everything that this row writes. */
  correlationId: string;
  /** Returns the id of what this row creates. */
  newId(): Promise<string>;
};

/** Hears what became of rows. */
export type Ledger = {
  record(row: number, outcome: RowOutcome): void;
  /** @throws the error if it is ours and not the row's */
  refuse(row: number, error: unknown): void;
};

/** Takes who imports, rows in order and the ledger; writes what they say. Repeating it changes nothing but what others wrote meanwhile. */
export type RowImporter<Said> = (actor: AdminActor, rows: ImportRow<Said>[], ledger: Ledger) => Promise<void>;

/** Takes an error; returns what was wrong with the row that caused it, or undefined if nothing was. */
export type Refusal = (error: unknown) => RowProblem | undefined;

/** Takes a job's beginning (ms) and id and the number of a row; returns the id of what that row creates, in the form of all ids: seconds first. */
export async function rowId(job: { id: string; createdAt: number }, row: number): Promise<string> {
  const seconds = Math.floor(job.createdAt / 1_000)
    .toString(16)
    .padStart(8, '0');
  return seconds + (await sha256(`${job.id} ${row}`)).slice(0, 16);
}

/** Rows about one record, in order, and every name that they give it. */
type Group<Row> = { rows: { row: Row; place: number }[]; names: string[] };

/**
 * Takes rows in order and the names that each gives its record; returns them in groups, each in order. Two rows that share
 * a name are in one group, and so are those that a third one links.
 */
export function rowGroups<Row>(rows: Row[], namesOf: (row: Row) => string[]): Row[][] {
  const groups = new Map<string, Group<Row>>();
  const nameless: Row[][] = [];
  for (const [place, row] of rows.entries()) {
    const names = namesOf(row);
    const met = new Set(names.flatMap((name) => groups.get(name) ?? []));
    const joined: Group<Row> = {
      rows: [...[...met].flatMap((group) => group.rows), { row, place }],
      names: [...new Set([...[...met].flatMap((group) => group.names), ...names])],
    };
    if (names.length === 0) nameless.push([row]);
    for (const name of joined.names) groups.set(name, joined);
  }
  const inOrder = ({ rows: found }: Group<Row>) => found.sort((a, b) => a.place - b.place).map(({ row }) => row);
  return [...nameless, ...[...new Set(groups.values())].map(inOrder)];
}
