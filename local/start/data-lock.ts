import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '#domain/kernel/failure';

/**
 * Takes a data folder, made if it is not there; holds it for one product, until `release` or the end of this process,
 * however it ends: the operating system frees the lock of the file inside.
 * @throws bad_request when it is a file; unavailable while another product holds it
 */
export function lockData(folder: string): { release(): void } {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw cause;
    throw new Failure('bad_request', `--data must name a folder; ${folder} is a file.`, { cause });
  }
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!/locked/.test(String(cause))) throw cause;
    throw new Failure('unavailable', `Another running Parley keeps its data in ${folder}: stop it or choose another.`, {
      cause,
    });
  }
  return { release: () => lock.close() };
}
