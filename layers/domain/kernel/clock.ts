/** The only source of time. Every instant in the domain is in milliseconds since the Unix epoch. */
export type Clock = {
  /** Returns the present instant in ms. */
  now(): number;
};

/** A clock for tests: stands still until it is moved. */
export type SettableClock = Clock & { set(at: number): void; advance(ms: number): void };

/** Takes an instant in ms; returns a clock that stands there until moved. */
export function stoppedClock(at: number): SettableClock {
  let present = at;
  return {
    now: () => present,
    set: (next) => {
      present = next;
    },
    advance: (ms) => {
      present += ms;
    },
  };
}
