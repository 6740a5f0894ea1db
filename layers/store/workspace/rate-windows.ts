import { RATE_WINDOW_MS } from '#domain/workspace/access/rate-limit';
import type { RateWindowStore } from '#domain/workspace/access/rate-window-store';
import { marks } from '../table/codec.ts';
import { conditionFailureOf } from '../table/condition-failure.ts';
import type { Table } from '../table/table.ts';
import { rateKey } from './workspace-keys.ts';

/** A counter is of no use once its window is over; this much later it may be forgotten. */
const KEPT_MS = 600_000;

/** Takes the table; returns the rate limit's counters in it. A take costs one write unit. */
export function rateWindowStore(table: Table): RateWindowStore {
  return {
    async take(workspaceId, window, count, limit) {
      const set = marks('rate', (window + 1) * RATE_WINDOW_MS + KEPT_MS);
      const key = rateKey({ workspaceId, window });
      try {
        return await table.add({ key, attribute: 'taken', by: count, set, unlessReached: limit });
      } catch (error) {
        const taken = Number(conditionFailureOf(error).found.get(0)?.taken ?? limit);
        return taken + count;
      }
    },
  };
}
