import { Failure } from '../../kernel/failure.ts';
import type { Campaign, CampaignState } from './campaign.ts';

export type CampaignAction = 'start' | 'pause' | 'stop';

/** From each state: where an action leads; what is missing is refused. Repeating an action changes nothing. */
const NEXT: Record<CampaignState, Partial<Record<CampaignAction, CampaignState>>> = {
  draft: { start: 'live' },
  live: { start: 'live', pause: 'paused', stop: 'stopped' },
  paused: { start: 'live', pause: 'paused', stop: 'stopped' },
  stopped: { stop: 'stopped' },
};

/**
 * Takes a campaign, what to do with it and the present instant in ms; returns the campaign afterwards, the
 * same object if it is there already.
 * @throws conflict if that cannot be done in its state
 */
export function moveCampaign(campaign: Campaign, action: CampaignAction, now: number): Campaign {
  const state = NEXT[campaign.state][action];
  if (state === undefined) {
    throw new Failure('conflict', `A ${campaign.state} campaign cannot be ${PARTICIPLE[action]}`, {
      reason: 'campaign_state',
    });
  }
  if (state === campaign.state) return campaign;
  return {
    ...campaign,
    state,
    updatedAt: now,
    startedAt: state === 'live' ? (campaign.startedAt ?? now) : campaign.startedAt,
  };
}

const PARTICIPLE: Record<CampaignAction, string> = { start: 'started', pause: 'paused', stop: 'stopped' };

/** Takes a campaign; returns the instant (ms) before which nobody enters it, 0 for none. */
export function beginOf({ startsAt, schedule }: Pick<Campaign, 'startsAt' | 'schedule'>): number {
  return Math.max(startsAt ?? 0, schedule !== null && 'at' in schedule ? schedule.at : 0);
}

/** Takes a campaign and an instant in ms; returns whether people may enter it by then. */
export function hasBegun(campaign: Pick<Campaign, 'startsAt' | 'schedule'>, now: number): boolean {
  return beginOf(campaign) <= now;
}
