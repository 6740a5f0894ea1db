import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ready } from '../ready.ts';
import { repository } from '../repository.ts';
import { isAlive } from './processes.ts';

/**
 * Where running products say where they are: each in a file of its own, and the newest also in `local.json`, which is what
 * others read (design: Contract).
 */
export class ReadyFiles {
  readonly #newest: string;
  readonly #folder: string;

  constructor(place = join(repository, '.parley')) {
    this.#newest = join(place, 'local.json');
    this.#folder = join(place, 'running');
  }

  /** Takes a product that is ready, and its process. */
  add(ready: Ready, pid = process.pid): void {
    mkdirSync(this.#folder, { recursive: true });
    const text = `${JSON.stringify(ready, null, 2)}\n`;
    writeFileSync(this.#own(pid), text);
    writeFileSync(this.#newest, text);
  }

  /** Forgets a process's product. The newest of those that still run takes its place in `local.json`. */
  remove(pid = process.pid): void {
    const own = read(this.#own(pid));
    rmSync(this.#own(pid), { force: true });
    if (read(this.#newest)?.http !== own?.http) return;
    const [next] = this.running();
    if (next) writeFileSync(this.#newest, `${JSON.stringify(next, null, 2)}\n`);
    else rmSync(this.#newest, { force: true });
  }

  /** The products whose processes live, the newest first. */
  running(): Ready[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .map((name) => ({ file: join(this.#folder, name), pid: Number.parseInt(name, 10) }))
      .filter(({ pid }) => isAlive(pid))
      .sort((a, b) => statSync(b.file).mtimeMs - statSync(a.file).mtimeMs)
      .map(({ file }) => read(file))
      .filter((ready) => ready !== undefined);
  }

  #own(pid: number): string {
    return join(this.#folder, `${pid}.json`);
  }
}

function read(file: string): Ready | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
