import type { EventBatches } from '#domain/people/event/event-batches';
import type { EventStore } from '#domain/people/event/event-store';

/** Takes events kept in memory; returns how many at once are written to them. */
export function memoryEventBatches(events: EventStore): EventBatches {
  return {
    async append(batch) {
      const outcomes: ('new' | 'duplicate')[] = [];
      for (const event of batch) outcomes.push(await events.append(event));
      return outcomes;
    },
  };
}
