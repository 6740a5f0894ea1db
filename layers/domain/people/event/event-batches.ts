import type { TrackedEvent } from './tracked-event.ts';

export type EventBatches = {
  /**
   * Writes events once for their contact, name, instant and id; returns whether each was new, in their order. One that an
   * earlier attempt at the same submission wrote (it has the same correlation id) counts as new. One write unit for a new
   * event and one read unit for each; repeats of one event that are written at the same time may both count as new.
   */
  append(events: TrackedEvent[]): Promise<('new' | 'duplicate')[]>;
};
