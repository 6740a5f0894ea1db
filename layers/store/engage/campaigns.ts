import * as z from 'zod';
import type { Campaign, CampaignStore, Goal, Schedule } from '#domain/engage/campaign/campaign';
import type { Step } from '#domain/engage/campaign/step';
import type { Message } from '#domain/engage/message/message';
import type { Rule } from '#domain/targeting/rule/rule';
import { absentAsNull, codec, json } from '../table/codec.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { Item, Table } from '../table/table.ts';
import { changedRules } from '../targeting/live-rules.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { campaignKey, campaigns } from './campaign-keys.ts';

const rule = json.transform((value) => value as Rule);

/** Before goals had a window, the rule alone was stored. */
const goal = json.transform((value): Goal => (isGoal(value) ? value : { rule: value as Rule, within: null }));

const isGoal = (value: unknown): value is Goal => typeof value === 'object' && value !== null && 'rule' in value;

/** Before a campaign could have several messages, its one had no id. */
const messages = json.transform((value) =>
  (value as (Message & { id?: string })[]).map(
    (message, index): Message => ({ ...message, id: message.id ?? String(index) }),
  ),
);

const campaignCodec = codec<Campaign>(
  'campaign',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'live', 'paused', 'stopped']),
    audience: rule,
    goal: absentAsNull(goal),
    exit: absentAsNull(rule),
    messages,
    steps: absentAsNull(json.transform((value) => value as Step[])),
    enroll: z.enum(['existing_and_future', 'future_only']),
    reentry: z.union([z.enum(['once', 'always']), z.object({ times: z.number() }), z.object({ after: z.string() })]),
    throttle: absentAsNull(z.string()),
    priority: z.number().default(0),
    control: z.number().default(0),
    transactional: z.boolean().default(false),
    schedule: absentAsNull(json.transform((value) => value as Schedule)),
    startsAt: absentAsNull(z.number()),
    endsAt: absentAsNull(z.number()),
    moved: json.transform((value) => value as Campaign['moved']).default({}),
    leftNoTrace: z.boolean().default(false),
    reachFinished: z.boolean().default(false),
    createdAt: z.number(),
    updatedAt: z.number(),
    startedAt: absentAsNull(z.number()),
    archivedAt: absentAsNull(z.number()),
    version: z.number(),
  }),
  (campaign) => ({
    ...campaign,
    ...Object.fromEntries(
      NESTED.map((name) => [name, campaign[name] === null ? null : JSON.stringify(campaign[name])]),
    ),
  }),
);

/** What is kept as JSON text. */
const NESTED = ['audience', 'goal', 'exit', 'messages', 'steps', 'schedule', 'moved'] as const;

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
    async move(before, after, rules, recorded) {
      const version = before.version + 1;
      const when = { equals: { version: before.version } };
      const put = rules.put.map((rule) => ({ ...rule, version }));
      await table.transact([
        { put: itemOf({ ...after, version }), when },
        ...changedRules(after.workspaceId, { ...rules, put }),
        ...activityWrites(recorded),
      ]);
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
