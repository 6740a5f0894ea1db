/** Names differ by hyphens, underscores, blanks and case more often than by letters. */
const plain = (name: string) =>
  name
    .normalize()
    .toLowerCase()
    .replace(/[\s._-]+/g, '-');

/** Longer names are told apart by their beginnings; the comparison grows with the square of the length. */
const COMPARED = 60;

/** Takes a name that is not known and those that are; returns the one that was probably meant: at most a third of its letters differ. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = plain(name).slice(0, COMPARED);
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate).slice(0, COMPARED));
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** Takes a name that is not known and those that are; returns the question that ends a warning, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/** Insertions, removals, replacements and neighbours that changed places, from one text to the other (Damerau, Levenshtein). */
function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let y = 0; y < one.length; y += 1) {
    const next = [y + 1];
    for (let x = 0; x < other.length; x += 1) {
      const replaced = (row[x] ?? 0) + (one[y] === other[x] ? 0 : 1);
      const isSwap = x > 0 && y > 0 && one[y] === other[x - 1] && one[y - 1] === other[x];
      const swapped = isSwap ? (before[x - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[x + 1] ?? 0) + 1, (next[x] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
