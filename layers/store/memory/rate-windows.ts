import type { RateWindowStore } from '#domain/workspace/access/rate-window-store';
import { address } from './snapshot.ts';

/** Returns the rate limit's counters, kept in memory. */
export function memoryRateWindowStore(): RateWindowStore {
  const taken = new Map<string, number>();
  return {
    async take(workspaceId, window, count, limit) {
      const key = address(workspaceId, window);
      const before = taken.get(key) ?? 0;
      if (before < limit) taken.set(key, before + count);
      return before + count;
    },
  };
}
