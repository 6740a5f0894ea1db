import { ownValue } from '../../kernel/own-value.ts';
import type { EventImport } from '../../people/event/event-summary.ts';
import type { Profile } from './profile.ts';

/**
 * Takes a profile and imported counts; returns the profile that remembers at least as many occurrences, from the
 * earliest on and up to the latest known: so importing twice counts once. The very same object if nothing differs.
 */
export function withImports(profile: Profile, imports: readonly EventImport[]): Profile {
  let events = profile.events;
  for (const { name, summary } of imports) {
    const known = ownValue(events, name);
    const count = Math.max(known?.count ?? 0, summary.count);
    const first = Math.min(known?.first ?? summary.first, summary.first);
    const last = Math.max(known?.last ?? summary.last, summary.last);
    if (known?.count === count && known.first === first && known.last === last) continue;
    events = { ...events, [name]: { count, first, last } };
  }
  return events === profile.events ? profile : { ...profile, events };
}
