import type { CampaignState } from './campaign.ts';
import type { CampaignAction } from './campaign-state.ts';
import { moveCampaign } from './campaign-state.ts';
import { aCampaign, NOON } from './testing.ts';

const LATER = NOON + 60_000;

describe('moveCampaign', () => {
  it.each<[CampaignState, CampaignAction, CampaignState]>([
    ['draft', 'start', 'live'],
    ['live', 'pause', 'paused'],
    ['paused', 'start', 'live'],
    ['live', 'stop', 'stopped'],
    ['paused', 'stop', 'stopped'],
  ])('leads from %s by %s to %s', (from, action, to) => {
    const moved = moveCampaign(aCampaign({ state: from }), action, LATER);

    expect(moved).toMatchObject({ state: to, updatedAt: LATER });
  });

  it.each<[CampaignState, CampaignAction]>([
    ['live', 'start'],
    ['paused', 'pause'],
    ['stopped', 'stop'],
  ])('leaves a %s campaign alone when it is asked to %s again', (state, action) => {
    const campaign = aCampaign({ state });

    expect(moveCampaign(campaign, action, LATER)).toBe(campaign);
  });

  it.each<[CampaignState, CampaignAction]>([
    ['draft', 'pause'],
    ['draft', 'stop'],
    ['stopped', 'start'],
    ['stopped', 'pause'],
  ])('refuses for a %s campaign to %s', (state, action) => {
    expect(() => moveCampaign(aCampaign({ state }), action, LATER)).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
  });

  it('keeps the first start when a paused campaign goes on', () => {
    const resumed = moveCampaign(aCampaign({ state: 'paused', startedAt: NOON }), 'start', LATER);

    expect(resumed.startedAt).toBe(NOON);
  });
});
