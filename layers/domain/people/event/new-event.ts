import { sha256 } from '../../workspace/access/sha256.ts';
import { keptMetadata } from './event-metadata.ts';
import { canonicalEventName } from './event-name.ts';
import type { TrackedEvent } from './tracked-event.ts';

/** What a caller says of an event. */
export type EventSubmission = {
  name: string;
  /** In ms. */
  createdAt: number;
  metadata: Record<string, unknown>;
  /** The caller's own id of the event, by which a repeat is known. */
  eventId?: string | undefined;
};

/** An event and how its repeats are told: see `EventStore.append`. */
export type NewEvent = { event: TrackedEvent; identity: 'stamp' | 'id' };

/** Clocks of customers' servers differ; what lies further ahead than this, in ms, is taken as happening now. */
export const MAX_AHEAD_MS = 5 * 60_000;

/**
 * Takes who did it, what a caller says of it, and when and by which request we heard (ms); returns the event.
 * Without an id of the caller's the same contact, name and instant are the same event (R57), the instant being
 * the one that was sent, not the one it was clamped to.
 * @throws bad_request for metadata that cannot be kept
 */
export async function newEvent(
  who: Pick<TrackedEvent, 'workspaceId' | 'contactId'>,
  submission: EventSubmission,
  heard: Pick<TrackedEvent, 'receivedAt' | 'correlationId'>,
): Promise<NewEvent> {
  const { createdAt, metadata, eventId } = submission;
  const name = canonicalEventName(submission.name);
  const ahead = createdAt > heard.receivedAt + MAX_AHEAD_MS;
  const id = eventId ?? (await sha256(JSON.stringify([who.contactId, name, createdAt]))).slice(0, 24);
  return {
    event: {
      ...who,
      ...heard,
      id,
      name,
      createdAt: ahead ? heard.receivedAt : createdAt,
      metadata: keptMetadata(metadata),
    },
    identity: ahead || eventId !== undefined ? 'id' : 'stamp',
  };
}
