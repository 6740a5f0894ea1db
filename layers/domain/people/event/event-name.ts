import { Failure } from '../../kernel/failure.ts';

/** Intercom API 2.15, "Events": how many names of a workspace are active at once. */
export const MAX_EVENT_NAMES = 120;

/**
 * Takes an event's name as somebody wrote it; returns the one form of it that is kept, listed and matched: lower
 * case, a hyphen for every dot and dollar sign (Intercom takes names without case and replaces these two), in NFC.
 */
export function canonicalEventName(name: string): string {
  return name.toLowerCase().normalize().replace(/[.$]/g, '-');
}

/** The active event names of a workspace. */
export type EventNames = { workspaceId: string; names: string[]; version: number };

export type EventNameStore = {
  /** Strongly consistent; a workspace that has had no event has none, version 0. */
  get(workspaceId: string): Promise<EventNames>;
  /** Writes version `version + 1` if the stored one is still `version`. @throws conflict otherwise */
  save(names: EventNames): Promise<void>;
};

/** Takes the active names and one more; returns them with it. @throws bad_request if there is no place left */
export function withEventName(active: EventNames, name: string): EventNames {
  if (active.names.includes(name)) return active;
  if (active.names.length >= MAX_EVENT_NAMES) {
    const message = `A workspace has at most ${MAX_EVENT_NAMES} active event names; archive one of them first`;
    throw new Failure('bad_request', message, { reason: 'custom_data_limit_reached', field: 'event_name' });
  }
  return { ...active, names: [...active.names, name].sort() };
}
