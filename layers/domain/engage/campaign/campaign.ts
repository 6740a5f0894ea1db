import type { Weekday } from '../../kernel/weekday.ts';
import type { LiveRule } from '../../targeting/rule/live-rule.ts';
import type { Duration, Rule } from '../../targeting/rule/rule.ts';
import type { Activity } from '../../workspace/activity/activity.ts';
import type { Message } from '../message/message.ts';
import type { Place } from './program.ts';
import type { Step } from './step.ts';

export type CampaignState = 'draft' | 'live' | 'paused' | 'stopped';

/** What a campaign is for. Who does it within the time after the last message, or after entering without one, counts; nothing more is sent to them. */
export type Goal = { rule: Rule; within: Duration | null };

/** How often somebody may come back: `times` in all, or so long after the last time they entered. */
export type Reentry = 'once' | 'always' | { times: number } | { after: Duration };

/** When a campaign begins to take people in: at an instant (ms), or at a local time of each contact. */
export type Schedule = { at: number } | { local_time: string; weekdays?: Weekday[] };

export type Campaign = {
  /** 24 hexadecimal characters. */
  id: string;
  workspaceId: string;
  name: string;
  state: CampaignState;
  audience: Rule;
  goal: Goal | null;
  /** Whoever matches it leaves: nothing more is sent. */
  exit: Rule | null;
  /** Each contact gets all that it matches, the one of highest priority next; empty for a series. */
  messages: Message[];
  /** What a series does with each contact, in this order; null for one that has messages. */
  steps: Step[] | null;
  enroll: 'existing_and_future' | 'future_only';
  reentry: Reentry;
  /** The least time between two messages to one contact. */
  throttle: Duration | null;
  /** Among campaigns: of several messages that wait for one contact the highest goes first. */
  priority: number;
  /** How many of a hundred contacts get nothing, to compare with. */
  control: number;
  /** Whether its messages are no marketing: they ask no cap and no quiet hours, and refusals all the same. */
  transactional: boolean;
  schedule: Schedule | null;
  /** From when and until when people enter and messages go out, in ms. */
  startsAt: number | null;
  endsAt: number | null;
  /** Of steps that an edit took away: where those who stood on one go on. */
  moved: Record<string, Place>;
  /** Whether it once left no trace (`leavesNoTrace`): whoever had all of it then has no run, only a delivery. */
  leftNoTrace: boolean;
  /** Whether steps that were added behind the last one reach those who had finished. */
  reachFinished: boolean;
  createdAt: number;
  updatedAt: number;
  startedAt: number | null;
  /** When it was put away, in ms: no list shows it. */
  archivedAt: number | null;
  version: number;
};

export type CampaignStore = {
  create(campaign: Campaign): Promise<void>;
  get(workspaceId: string, campaignId: string): Promise<Campaign | undefined>;
  /** Writes down with it what was done. @throws conflict if `before` is stale. */
  update(before: Campaign, after: Campaign, recorded?: Activity[]): Promise<void>;
  /**
   * Writes a campaign anew, with the live rules that hold from then on, and what was done: all or nothing.
   * @param rules those that hold afterwards, and the ids of those that held and do not any more
   * @throws conflict if `before` is stale
   */
  move(before: Campaign, after: Campaign, rules: RuleChange, recorded: Activity[]): Promise<void>;
  list(
    workspaceId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ campaigns: Campaign[]; next: string | undefined }>;
};

/** How the live rules of a workspace change: rules that hold from then on, and ids of those that do not any more. */
export type RuleChange = { put: LiveRule[]; remove: string[] };
