import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { repository } from './repository.ts';

const FOLDER = join(repository, '.parley/threads');
const built = new Map<string, URL>();

/**
 * Takes the path of a thread's module within `local/`; returns where it is in plain JavaScript, with what it imports of ours. A
 * thread that is started from TypeScript loads Node's compiler, which costs it 15 MB for as long as it lives.
 */
export function threadCode(module: string): URL {
  const known = built.get(module) ?? build(module);
  built.set(module, known);
  return known;
}

function build(module: string): URL {
  const { outputFiles } = buildSync({
    entryPoints: [join(repository, 'local', module)],
    absWorkingDir: repository,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  const file = join(FOLDER, `${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    // Whole or not at all: several products start side by side.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, file);
  }
  return pathToFileURL(file);
}
