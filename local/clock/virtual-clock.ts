/** The product's time: the machine's, moved by an offset that every thread shares. */
export class VirtualClock {
  /** Holds one 64-bit float, the offset in ms. Function threads read it on every look at the clock. */
  readonly shared: SharedArrayBuffer;
  readonly #offset: Float64Array;
  readonly #moved: (offset: number) => void;

  /** Takes the offset to begin with, in ms, and what to call after each move (to write the offset down). */
  constructor(offset = 0, moved: (offset: number) => void = () => {}) {
    this.shared = new SharedArrayBuffer(8);
    this.#offset = new Float64Array(this.shared);
    this.#offset[0] = offset;
    this.#moved = moved;
  }

  /** Returns virtual now in whole ms. */
  now(): number {
    return Math.floor(Date.now() + this.offset);
  }

  /** By how many ms virtual time is ahead of the machine's. */
  get offset(): number {
    return this.#offset[0] ?? 0;
  }

  /** Makes it the given instant, in ms; time then goes on at its real speed. */
  moveTo(instant: number): void {
    this.#offset[0] = instant - Date.now();
    this.#moved(this.offset);
  }
}
