import type { EventImport } from './event-summary.ts';
import type { TrackedEvent } from './tracked-event.ts';

export type EventPage = { events: TrackedEvent[]; next: string | undefined };

/** Which events are wanted: of these names, not before an instant (ms), at most so many, behind a page if there is a cursor. */
export type EventsByTime = { names: string[]; from: number; limit: number; cursor?: string | undefined };

export type EventStore = {
  /**
   * Writes the event once for its contact and name; returns whether it was new, which it is too if the same
   * submission (by its correlation id) wrote it before. Kept 90 days. With
   * identity `stamp` (the default) a repeat is known by instant and id together, which is enough while
   * the id is derived from the instant; with `id` by the id alone (one write unit more), for ids that
   * clients give and for instants that were clamped.
   */
  append(event: TrackedEvent, identity?: 'stamp' | 'id'): Promise<'new' | 'duplicate'>;
  /** Hands counts over to the profile: they are kept two days and declared to the stream. */
  importSummary(summary: EventImport, at: number): Promise<void>;
  /** Every event of one name that is still kept, newest first: what a new rule counts from. */
  listByName(workspaceId: string, contactId: string, name: string): Promise<TrackedEvent[]>;
  /**
   * The newest events of some names, by time over all of them: one read for each name, each of one page. An event whose
   * name is not among them is not seen.
   * @throws bad_request for a cursor of another list
   */
  listByTime(workspaceId: string, contactId: string, asked: EventsByTime): Promise<EventPage>;
  /** All names, newest first within a name. */
  list(workspaceId: string, contactId: string, limit: number, cursor?: string): Promise<EventPage>;
};
