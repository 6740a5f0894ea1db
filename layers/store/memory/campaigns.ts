import * as z from 'zod';
import type { Campaign, CampaignStore } from '#domain/engage/campaign/campaign';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { MemoryActivities } from './activities.ts';
import { address, copy, stale } from './snapshot.ts';

/** Takes the log of what is done; returns campaigns kept in memory. */
export function memoryCampaignStore(log: Pick<MemoryActivities, 'record'>): CampaignStore {
  const campaigns = new Map<string, Campaign>();
  const addressOf = ({ workspaceId, id }: Campaign) => address(workspaceId, id);
  return {
    async create(campaign) {
      if (campaigns.has(addressOf(campaign))) throw stale();
      campaigns.set(addressOf(campaign), copy(campaign));
    },
    async get(workspaceId, campaignId) {
      return copy(campaigns.get(address(workspaceId, campaignId)));
    },
    async update(before, after, recorded) {
      if (campaigns.get(addressOf(before))?.version !== before.version) throw stale();
      campaigns.set(addressOf(after), copy({ ...after, version: before.version + 1 }));
      log.record(recorded);
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['campaigns', workspaceId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const page = [...campaigns.values()]
        .filter((campaign) => campaign.workspaceId === workspaceId && (from === undefined || campaign.id < from))
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(copy);
      const last = page.at(-1);
      const more = last !== undefined && page.length === limit;
      return { campaigns: page, next: more ? writeCursor(listing, [last.id]) : undefined };
    },
  };
}
