import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import { canonicalEventName, type EventNameStore, withEventName } from '#domain/people/event/event-name';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type EventNamePorts = { eventNames: EventNameStore; clock: Clock };

/** How long a name that another instance archived may still be taken for active, in ms. */
const FRESH_MS = 5 * 60_000;

/** An instance sees few workspaces between two cold starts. */
const MAX_WORKSPACES = 200;

/** Lets events in by their names, of which a workspace has a limited number. Remembers those that are active. */
export type EventNameAdmission = {
  /** Makes sure that names (in their kept form) are active: all or, if there are too few places left, none. Reads nothing while they are known. @throws bad_request then */
  admit(workspaceId: string, names: string[]): Promise<void>;
  /** What this instance is to hold for active from now on. */
  remember(workspaceId: string, names: string[]): void;
};

/** A memory of five minutes for one instance. */
export function eventNameAdmission({ eventNames, clock }: EventNamePorts): EventNameAdmission {
  const cache = new Map<string, { names: Set<string>; readAt: number }>();

  function remember(workspaceId: string, names: string[]): void {
    if (cache.size >= MAX_WORKSPACES) cache.clear();
    cache.set(workspaceId, { names: new Set(names), readAt: clock.now() });
  }

  return {
    remember,
    async admit(workspaceId, names) {
      const known = cache.get(workspaceId);
      const isFresh = known !== undefined && clock.now() - known.readAt < FRESH_MS;
      if (isFresh && names.every((name) => known.names.has(name))) return;
      await retryOnConflict(async () => {
        const before = await eventNames.get(workspaceId);
        const after = names.reduce(withEventName, before);
        if (after !== before) await eventNames.save(after);
        remember(workspaceId, after.names);
      });
    },
  };
}

/** The active names, ascending. */
export async function listEventNames(
  { eventNames }: Pick<EventNamePorts, 'eventNames'>,
  { workspaceId }: StaffActor,
): Promise<string[]> {
  return (await eventNames.get(workspaceId)).names;
}

/** Frees the place of a name; an event of it takes one again. What was counted stays. @throws not_found */
export async function archiveEventName(
  { eventNames, names: admission }: Pick<EventNamePorts, 'eventNames'> & { names: EventNameAdmission },
  { workspaceId }: StaffActor,
  name: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const before = await eventNames.get(workspaceId);
    const names = before.names.filter((each) => each !== canonicalEventName(name));
    if (names.length === before.names.length) throw new Failure('not_found', 'Resource Not Found');
    await eventNames.save({ ...before, names });
    admission.remember(workspaceId, names);
  });
}
