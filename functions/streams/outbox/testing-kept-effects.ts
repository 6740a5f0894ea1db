import type { Fact } from '#domain/fact';
import type { Effect } from '#events/follow-up-job';
import type { Aside } from './outbox-consumer.ts';

/** For tests: an effect of facts that was kept for later. */
export type KeptEffect = { effect: Effect; facts: Fact[] };

/** For tests: takes where effects are kept that failed; returns the port. */
export function keptIn(kept: KeptEffect[]): { aside: Aside } {
  const keep: Aside['keep'] = async (effect, facts) => void kept.push({ effect, facts: facts.map(({ fact }) => fact) });
  return { aside: { keep, keepUnread: async () => {} } };
}

/** For tests: queues and storage that the engine does not look into. */
export function portsBesideTheEngine() {
  const queue = { send: async () => {} };
  return {
    webhookJobs: queue,
    runJobs: queue,
    deadFollowUps: queue,
    keptRecords: { put: async () => {}, find: async () => undefined, read: async () => new Uint8Array() },
  };
}
