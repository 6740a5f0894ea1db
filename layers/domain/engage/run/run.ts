import type { Place } from '../campaign/program.ts';

/**
 * `postponed`: entered, and nothing begins yet; `active`: on its way; `finished`: had all there was; `exited`: left before;
 * `goal_reached`: did what the campaign is for; `control`: gets nothing, to compare with; `stopped`: the campaign ended first.
 */
export type RunState = 'postponed' | 'active' | 'finished' | 'exited' | 'goal_reached' | 'control' | 'stopped';

/** One contact's way through a campaign, from one entry. Instants in ms. */
export type Run = {
  workspaceId: string;
  campaignId: string;
  contactId: string;
  /** How often the contact has entered; with campaign and contact it is what makes the run itself. */
  entry: number;
  state: RunState;
  /** Why it ended before it had all. */
  reason: RunReason | null;
  /** Of a series: the step that it stands on; null behind the last, and in a campaign of messages. */
  place: Place;
  /** Since when it stands there. */
  arrivedAt: number;
  /** When time alone takes it on; null if nothing but an event does. */
  wakeAt: number | null;
  /** Ids of the messages that were decided for it, in their order. */
  received: string[];
  lastMessageAt: number | null;
  enteredAt: number;
  endedAt: number | null;
  /** When the goal was met, if that counts. */
  goalAt: number | null;
  /** By the ids of splits: the names of the branches taken. */
  branches: Record<string, string>;
  correlationId: string;
  /** Optimistic lock: one more with every write; 0 before the first. */
  version: number;
};

export type RunReason = 'exit_met' | 'goal_met_before' | 'goal_met_late' | 'left_audience' | 'contact_archived';

/** What makes a run itself. */
export type RunIdentity = Pick<Run, 'workspaceId' | 'campaignId' | 'contactId' | 'entry'>;

/** Takes a run; returns whether anything may still be sent to it. */
export function isUnderway({ state }: Pick<Run, 'state'>): boolean {
  return state === 'active' || state === 'postponed';
}

/** Takes a run and how it ended, at an instant in ms; returns it ended. */
export function ended(run: Run, state: Run['state'], at: number, reason: RunReason | null = null): Run {
  return { ...run, state, reason, wakeAt: null, endedAt: at };
}

export type RunStore = {
  get(run: RunIdentity): Promise<Run | undefined>;
  /** The newest run of a contact in a campaign. */
  latest(at: Omit<RunIdentity, 'entry'>): Promise<Run | undefined>;
  /** Every run of a contact. */
  listByContact(workspaceId: string, contactId: string): Promise<Run[]>;
  /** Replaces the run as it was read. @throws conflict if it was written since */
  save(run: Run): Promise<void>;
  /** Some runs of a campaign that are in a state, the earliest entered first, in one shard of the listing. */
  listOfCampaign(
    listing: RunListing,
    limit: number,
    cursor?: string,
  ): Promise<{ runs: Run[]; next: string | undefined }>;
};

/** Over how many partitions the runs of a campaign are listed. */
export const RUN_SHARDS = 4;

export type RunListing = { workspaceId: string; campaignId: string; state: RunState; shard: number };
