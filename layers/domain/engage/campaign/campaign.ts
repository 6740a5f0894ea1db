import type { LiveRule } from '../../targeting/rule/live-rule.ts';
import type { Rule } from '../../targeting/rule/rule.ts';
import type { Activity } from '../../workspace/activity/activity.ts';
import type { MailFields } from '../mail/mail-fields.ts';

export type CampaignState = 'draft' | 'live' | 'paused' | 'stopped';

/** A message that is sent to each contact who enters the audience. */
export type CampaignMessage = { channel: 'email'; subject: string; body: string; from?: string } & MailFields;

export type Campaign = {
  /** 24 hexadecimal characters. */
  id: string;
  workspaceId: string;
  name: string;
  state: CampaignState;
  audience: Rule;
  /** Whoever matches it has what the campaign wanted: nothing more is sent. */
  goal: Rule | null;
  /** Whoever matches it leaves: nothing more is sent. */
  exit: Rule | null;
  messages: CampaignMessage[];
  enroll: 'existing_and_future' | 'future_only';
  /** `once`: a contact who leaves and comes back gets nothing again. */
  reentry: 'once' | 'always';
  createdAt: number;
  updatedAt: number;
  startedAt: number | null;
  version: number;
};

export type CampaignStore = {
  create(campaign: Campaign): Promise<void>;
  get(workspaceId: string, campaignId: string): Promise<Campaign | undefined>;
  /** Writes down with it what was done. @throws conflict if `before` is stale. */
  update(before: Campaign, after: Campaign, recorded?: Activity[]): Promise<void>;
  /**
   * Writes another state, with the live rule that holds from then on (undefined for none) and what was done: all or nothing.
   * @throws conflict if `before` is stale
   */
  move(before: Campaign, after: Campaign, rule: LiveRule | undefined, recorded: Activity[]): Promise<void>;
  list(
    workspaceId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ campaigns: Campaign[]; next: string | undefined }>;
};
