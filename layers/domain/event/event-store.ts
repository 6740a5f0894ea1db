import type { TrackedEvent } from './tracked-event.ts';

export type EventPage = { events: TrackedEvent[]; next: string | undefined };

export type EventStore = {
  /** Writes the event once; a duplicate id of the same contact and name is dropped. Returns whether it was new. Kept 90 days. */
  append(event: TrackedEvent): Promise<'new' | 'duplicate'>;
  /** Every event of one name that is still kept, newest first: what a new rule counts from. */
  listByName(workspaceId: string, contactId: string, name: string): Promise<TrackedEvent[]>;
  /** All names, newest first within a name. */
  list(workspaceId: string, contactId: string, limit: number, cursor?: string): Promise<EventPage>;
};
