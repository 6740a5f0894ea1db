import { posix } from 'node:path';

/**
 * The line of the parts: an import may go to the left only. Parts at one place do not know each other.
 * See docs/adr/0012-the-house.md.
 */
const LINE = [['kernel'], ['workspace'], ['people'], ['targeting'], ['engage', 'respond', 'educate'], ['connect']];

/** In these layers the whole line holds. */
const WHOLE_LINE = ['domain', 'wire'];
/** Here only the parts at one place are kept apart: a verb may set off another part's. */
const APART = ['usecases'];

/** What stands above the parts of the domain and knows them all: no part imports it. */
const ABOVE = /^layers\/domain\/[^/]+\.ts$/;

const IMPORT = /(?:\bfrom|\bimport|\bmock\()\s*\(?\s*'([#.][^']+)'/g;

/** Takes files with their paths from the root; returns a line for every import that goes up the line of the parts. */
export function partOrderFaults(files: readonly { path: string; text: string }[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(IMPORT)]
      .map(([, specifier = '']) => resolved(path, specifier))
      .filter((imported) => isRefused(path, imported))
      .map((imported) => `${path} imports ${imported}`),
  );
}

function isRefused(path: string, imported: string): boolean {
  const from = placeOf(path);
  if (from === undefined) return false;
  if (from.layer === 'domain' && ABOVE.test(imported)) return true;
  const to = placeOf(imported);
  if (to === undefined || to.layer !== from.layer || to.part === from.part) return false;
  return WHOLE_LINE.includes(from.layer) ? to.place >= from.place : to.place === from.place;
}

/** The layer of a file, its part, and the part's place in the line; undefined outside the parts. */
function placeOf(path: string): { layer: string; part: string; place: number } | undefined {
  const [top, layer = '', part = '', ...rest] = path.split('/');
  const place = LINE.findIndex((parts) => parts.includes(part));
  const isHeld = WHOLE_LINE.includes(layer) || APART.includes(layer);
  return top === 'layers' && isHeld && place >= 0 && rest.length > 0 ? { layer, part, place } : undefined;
}

/** `#domain/people/x` and `../../people/x.ts` are one file. */
function resolved(path: string, specifier: string): string {
  if (specifier.startsWith('#')) return `layers/${specifier.slice(1)}.ts`;
  return posix.join(posix.dirname(path), specifier);
}
