import type { Campaign } from './campaign.ts';

/** Takes a campaign; returns the instant (ms) before which nobody enters it, 0 for none. */
export function beginOf({ startsAt, schedule }: Pick<Campaign, 'startsAt' | 'schedule'>): number {
  return Math.max(startsAt ?? 0, schedule !== null && 'at' in schedule ? schedule.at : 0);
}

/** Takes a campaign and an instant in ms; returns whether people may enter it by then. */
export function hasBegun(campaign: Pick<Campaign, 'startsAt' | 'schedule'>, now: number): boolean {
  return beginOf(campaign) <= now;
}
