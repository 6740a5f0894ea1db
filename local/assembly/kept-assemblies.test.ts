import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markUsed, pruneAssemblies } from './kept-assemblies.ts';

const ENDED = 2 ** 22 + 1;

describe('pruneAssemblies', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'parley-assemblies-'));
    for (const name of ['a', 'b', 'c', 'd', 'e']) mkdirSync(join(parent, name));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));
  const left = () => readdirSync(parent).filter((name) => name !== 'in-use');
  const age = (...names: string[]) => {
    for (const [minutes, name] of names.entries()) utimesSync(join(parent, name), 0, 1_000_000 + minutes * 60);
  };

  it('keeps the three newest', () => {
    age('a', 'b', 'c', 'd', 'e');
    pruneAssemblies(parent);
    expect(left()).toEqual(['c', 'd', 'e']);
  });

  it('keeps what another running product uses, and not what one used that was killed (Y35)', () => {
    markUsed(join(parent, 'a'), process.ppid);
    markUsed(join(parent, 'b'), ENDED);
    age('a', 'b', 'c', 'd', 'e');
    pruneAssemblies(parent);
    expect(left()).toEqual(['a', 'c', 'd', 'e']);
  });

  it('removes what a killed process left unfinished, and nothing that a living one makes', () => {
    mkdirSync(join(parent, `unfinished-${ENDED}-1.5`));
    mkdirSync(join(parent, `unfinished-${process.pid}-1.5`));
    pruneAssemblies(parent);
    expect(left().filter((name) => name.startsWith('unfinished'))).toEqual([`unfinished-${process.pid}-1.5`]);
  });
});
