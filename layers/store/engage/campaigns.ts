import * as z from 'zod';
import type { Campaign, CampaignMessage, CampaignStore } from '#domain/engage/campaign/campaign';
import type { Rule } from '#domain/targeting/rule/rule';
import { absentAsNull, codec, json } from '../table/codec.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { Item, Table } from '../table/table.ts';
import { loweredRule, raisedRule } from '../targeting/live-rules.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { campaignKey, campaigns } from './campaign-keys.ts';

const rule = json.transform((value) => value as Rule);

const campaignCodec = codec<Campaign>(
  'campaign',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'live', 'paused', 'stopped']),
    audience: rule,
    goal: absentAsNull(rule),
    exit: absentAsNull(rule),
    messages: json.transform((value) => value as CampaignMessage[]),
    enroll: z.enum(['existing_and_future', 'future_only']),
    reentry: z.enum(['once', 'always']),
    createdAt: z.number(),
    updatedAt: z.number(),
    startedAt: absentAsNull(z.number()),
    version: z.number(),
  }),
  (campaign) => ({
    ...campaign,
    audience: JSON.stringify(campaign.audience),
    goal: campaign.goal === null ? null : JSON.stringify(campaign.goal),
    exit: campaign.exit === null ? null : JSON.stringify(campaign.exit),
    messages: JSON.stringify(campaign.messages),
  }),
);

/** Takes the table; returns the campaigns in it. */
export function campaignStore(table: Table): CampaignStore {
  return {
    async create(campaign) {
      await table.put(itemOf(campaign), 'absent');
    },
    async get(workspaceId, campaignId) {
      const item = await table.get(campaignKey({ workspaceId, campaignId }), { consistent: true });
      return item === undefined ? undefined : campaignCodec.fromItem(item);
    },
    async update(before, after, recorded = []) {
      const item = itemOf({ ...after, version: before.version + 1 });
      const when = { equals: { version: before.version } };
      if (recorded.length === 0) return await table.put(item, when);
      await table.transact([{ put: item, when }, ...activityWrites(recorded)]);
    },
    async move(before, after, rule, recorded) {
      const version = before.version + 1;
      const live = rule === undefined ? loweredRule(after.workspaceId, after.id) : raisedRule({ ...rule, version });
      const when = { equals: { version: before.version } };
      await table.transact([{ put: itemOf({ ...after, version }), when }, ...live, ...activityWrites(recorded)]);
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['campaigns', workspaceId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const after = from === undefined ? {} : { after: campaignKey({ workspaceId, campaignId: from }).sort };
      const page = await table.page({ in: campaigns({ workspaceId }), limit, newestFirst: true, ...after });
      const found = page.map(campaignCodec.fromItem);
      const last = found.at(-1);
      const more = last !== undefined && found.length === limit;
      return { campaigns: found, next: more ? writeCursor(listing, [last.id]) : undefined };
    },
  };
}

function itemOf(campaign: Campaign): Item {
  return campaignCodec.toItem(campaign, { at: [campaignKey({ ...campaign, campaignId: campaign.id })] });
}
