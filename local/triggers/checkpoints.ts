import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How far each event source has read each shard; survives a kill when a file is given. */
export class Checkpoints {
  readonly #file: string | undefined;
  readonly #read: Record<string, string>;

  constructor(file?: string) {
    this.#file = file;
    this.#read = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  get(eventSource: string, shard: string): string | undefined {
    return this.#read[`${eventSource} ${shard}`];
  }

  set(eventSource: string, shard: string, sequenceNumber: string): void {
    this.#read[`${eventSource} ${shard}`] = sequenceNumber;
    if (!this.#file) return;
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#read));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
