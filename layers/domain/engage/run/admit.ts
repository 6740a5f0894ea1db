import { parseDuration } from '../../kernel/duration.ts';
import type { Campaign, Reentry } from '../campaign/campaign.ts';
import { type Entry, newRun } from './new-run.ts';
import { isUnderway, type Run } from './run.ts';

/**
 * Takes a campaign, who enters it and the contact's latest run there; returns the run that begins, or undefined if the contact
 * may not enter again (J08): who is still on the way never is there twice, and who has to wait until coming back is allowed
 * is put off until then, if the campaign still means them.
 */
export function admit(campaign: Campaign, entry: Entry, latest: Run | undefined): Run | undefined {
  if (latest !== undefined && isUnderway(latest)) return undefined;
  const allowed = allowedFrom(campaign.reentry, entry, latest);
  if (allowed === undefined) return undefined;
  const run = newRun(campaign, entry);
  return allowed > entry.at && run.state === 'active' ? { ...run, state: 'postponed', wakeAt: allowed } : run;
}

/** From when on (ms) the contact may enter; undefined for never. */
function allowedFrom(reentry: Reentry, { entry }: Entry, latest: Run | undefined): number | undefined {
  if (reentry === 'always') return 0;
  if (reentry === 'once') return entry > 1 ? undefined : 0;
  if ('times' in reentry) return entry > reentry.times ? undefined : 0;
  return latest === undefined ? 0 : latest.enteredAt + (parseDuration(reentry.after) ?? 0);
}
