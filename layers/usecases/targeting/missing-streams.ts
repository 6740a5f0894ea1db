import type { EventStore } from '#domain/people/event/event-store';
import { missingStreams, namesConcerning, summariseStream, withStream } from '#domain/targeting/profile/fold-event';
import type { Profile } from '#domain/targeting/profile/profile';
import type { StreamSet } from '#domain/targeting/rule/stream';

/**
 * Takes a profile, the streams that some rules need and the present instant in ms; returns the profile with those
 * that it did not remember summarised from the stored events, the same object if none were missing. Reads events
 * only of names that the contact has ever sent.
 */
export async function withMissingStreams(
  { events }: { events: EventStore },
  profile: Profile,
  { streams, now }: { streams: StreamSet; now: number },
): Promise<Profile> {
  let complete = profile;
  for (const spec of missingStreams(profile, streams)) {
    const names = namesConcerning(profile, spec);
    const stored = await Promise.all(
      names.map((name) => events.listByName(profile.workspaceId, profile.contactId, name)),
    );
    complete = withStream(complete, spec, summariseStream(stored.flat(), spec, now));
  }
  return complete;
}
