import type { SendTurns } from './send-turns.ts';

/** For tests: the turns of a worker whose provider has no quota. */
export function unlimitedTurns(): SendTurns {
  return { closedFor: () => 0, during: (work) => work(), take: async () => 'now' };
}
