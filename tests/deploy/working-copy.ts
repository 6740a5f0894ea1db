import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.ts';

/**
 * Takes the repository and a folder; copies what a clone would hold into it, so that the test can change
 * code for its second deployment and nobody's work is touched.
 */
export async function workingCopy(repository: string, folder: string): Promise<void> {
  const here = { cwd: repository, env: { PATH: process.env.PATH ?? '' } };
  const listed = await run(
    here,
    'git',
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '-z',
  );
  const deleted = new Set((await run(here, 'git', 'ls-files', '--deleted', '-z')).split('\0'));
  for (const file of listed.split('\0').filter((name) => name !== '' && !deleted.has(name))) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(join(repository, file), join(folder, file));
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
}
