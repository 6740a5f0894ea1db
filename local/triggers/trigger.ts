/** Something that brings work to functions. */
export type Trigger = {
  /** For the message when the product does not come to rest. */
  readonly name: string;
  /** Handles what there is until nothing is left; returns how much it handled. Runs side by side are one. */
  drain(): Promise<number>;
  readonly kind: 'stream' | 'queue';
  /** The name of the table or queue that it reads. */
  readonly source: string;
  /** The earliest virtual instant at which something held back is due, in ms. */
  nextDue(): number | undefined;
  stop(): Promise<void>;
};

/**
 * Makes a drain that never runs twice at once: a call during a run waits for it and runs again, and counts what both
 * handled, so that who waits for rest sees that something was still under way when it asked.
 */
export function oneAtATime(drain: () => Promise<number>): () => Promise<number> {
  let running: Promise<number> | undefined;
  let next: Promise<number> | undefined;
  return function run(): Promise<number> {
    if (!running) {
      running = drain().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => 0)
      .then(async (before) => {
        next = undefined;
        return before + (await run());
      });
    return next;
  };
}
