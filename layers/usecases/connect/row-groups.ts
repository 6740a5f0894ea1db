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
