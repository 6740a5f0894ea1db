import { shardOf } from './key-encoding.ts';

/** As many values as a hash needs so that two ids seldom share one. */
const HASHES = 2 ** 31;

/** Keeps those ids, at most a given number, whose hashes are lowest: an even choice that is the same every time. */
export class LowestHashes {
  offered = 0;
  #limit = HASHES;
  #kept: { id: string; hash: number }[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  offer(id: string): void {
    this.offered += 1;
    const hash = shardOf(id, HASHES);
    if (hash >= this.#limit) return;
    this.#kept.push({ id, hash });
    // Sorting now and then costs less than keeping order with every id.
    if (this.#kept.length >= 2 * this.#most) this.#cut();
  }

  /** Returns the ids kept, in the order of their hashes. */
  ids(): string[] {
    this.#cut();
    return this.#kept.map(({ id }) => id);
  }

  #cut(): void {
    this.#kept = this.#kept.sort((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : 1)).slice(0, this.#most);
    if (this.#kept.length === this.#most) this.#limit = this.#kept.at(-1)?.hash ?? HASHES;
  }
}
