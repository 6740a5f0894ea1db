import type { Rule } from './rule.ts';

/** A rule whose members are kept up to date: the audience of a running campaign, a segment. */
export type LiveRule = {
  /** The id of the campaign or segment it belongs to. */
  id: string;
  workspaceId: string;
  purpose: 'campaign' | 'segment';
  version: number;
  rule: Rule;
  /** The workspace's zone, for calendar-day rules that name none. */
  timezone: string;
  /** When it went live, in ms. */
  startedAt: number;
  /** Whether contacts who are members when it goes live enter. */
  enroll: 'existing_and_future' | 'future_only';
  /** The first version of a segment, not yet evaluated for every contact: rules that refer to the segment wait for it. */
  unbuilt?: boolean | undefined;
  /** Of a segment: the version that began the list of members which this one keeps. */
  list?: number | undefined;
  /** The id of the segment whose next version this is: it is evaluated, and nobody refers to it yet. */
  replaces?: string | undefined;
  /**
   * It is asked for those alone who have a row of it in their profile, and once: when it begins to hold, that is a transition
   * with the row's number of entries, and the row goes.
   */
  watched?: boolean | undefined;
};

/** The live rules of one workspace, with the stamp that evaluators compare with their cache. */
export type RuleSet = { workspaceId: string; stamp: number; rules: LiveRule[] };

export type RuleStore = {
  /** Returns the present stamp; 0 for a workspace that never had a rule. One small read. */
  stamp(workspaceId: string): Promise<number>;
  load(workspaceId: string): Promise<RuleSet>;
  /** Adds or replaces a live rule and moves the stamp. @throws conflict if a stamp is given and has moved since */
  put(rule: LiveRule, stamp?: number): Promise<void>;
  remove(workspaceId: string, ruleId: string): Promise<void>;
};
