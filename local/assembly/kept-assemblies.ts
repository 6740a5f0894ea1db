import { globSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAlive } from '../start/processes.ts';

const KEPT = 3;
const IN_USE = 'in-use';

/** Takes the folder of an assembly: marks it as used now by a process, so that nobody prunes it while that lives. */
export function markUsed(assembly: string, pid = process.pid): void {
  const marks = join(assembly, '..', IN_USE);
  mkdirSync(marks, { recursive: true });
  writeFileSync(join(marks, `${basename(assembly)}.${pid}`), '');
  utimesSync(assembly, new Date(), new Date());
}

/** Takes the folder of all assemblies; removes all but the newest, those in use, and those that a living process makes. */
export function pruneAssemblies(parent: string): void {
  const used = new Set<string>();
  for (const mark of globSync(`${IN_USE}/*`, { cwd: parent })) {
    const [name = '', pid] = basename(mark).split('.');
    if (isAlive(Number(pid))) used.add(name);
    else rmSync(join(parent, mark), { force: true });
  }
  const names = readdirSync(parent).filter((name) => name !== IN_USE);
  for (const name of names.filter((candidate) => candidate.startsWith('unfinished-'))) {
    if (!isAlive(Number(name.split('-')[1]))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const finished = names.filter((name) => !name.startsWith('unfinished-'));
  const byAge = finished.sort((a, b) => statSync(join(parent, b)).mtimeMs - statSync(join(parent, a)).mtimeMs);
  for (const old of byAge.slice(KEPT)) {
    if (!used.has(old)) rmSync(join(parent, old), { recursive: true, force: true });
  }
}
