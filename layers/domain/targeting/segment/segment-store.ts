import type { Activity } from '../../workspace/activity/activity.ts';
import type { MemberList, Segment } from './segment.ts';

/** What becomes of a segment; without `before` it is new. */
export type SegmentChange = {
  before?: Segment | undefined;
  after: Segment;
  /** Of the live rules as they were read: nothing is written if they have changed since. */
  stamp: number;
  /** What the log says of it, if it was a person's doing. */
  recorded?: Activity[];
};

export type SegmentStore = {
  /** Undefined also for a deleted one. */
  get(workspaceId: string, segmentId: string): Promise<Segment | undefined>;
  /** Every segment of the workspace that is not deleted, in order of ids. */
  list(workspaceId: string): Promise<Segment[]>;
  /**
   * Writes the segment as revision `before.revision + 1` together with its live rules; moves their stamp if they change.
   * @throws conflict if `before` is stale or the stamp has moved
   */
  save(change: SegmentChange): Promise<void>;
  /** Forgets a deleted segment. */
  forget(workspaceId: string, segmentId: string): Promise<void>;
};

/** Where a member stands in a list: when the contact was created (ms), and its id. */
export type MemberPlace = { createdAt: number; contactId: string };

/** The lists of members, one per version. A list may lag behind the contacts' profiles by a second. */
export type SegmentMemberStore = {
  /** Puts a contact into the list, where one that is `hidden` has no place; doing it twice changes nothing. */
  put(list: MemberList, member: MemberPlace & { hidden?: boolean }): Promise<void>;
  /** Takes a contact out of the list, if it is in. */
  remove(list: MemberList, contactId: string): Promise<void>;
  /** Every list that a contact is in, of whatever version. */
  listsOf(workspaceId: string, contactId: string): Promise<MemberList[]>;
  /** At most `limit` members from behind a place on, in order of creation. Keys only. */
  page(
    list: MemberList,
    options: { limit: number; newestFirst: boolean; after?: MemberPlace | undefined },
  ): Promise<MemberPlace[]>;
  /** How many have a place in the list at present (ms), as `ContactDirectory.countListed` counts. */
  count(list: MemberList, now: number): Promise<number>;
  /** Empties a list, about `most` members at a time; returns whether there are more. */
  sweep(list: MemberList, most: number): Promise<boolean>;
};

/** How far one shard of the contacts has been evaluated. `total` is as of the beginning. */
export type ShardProgress = { done: number; total: number; finished: boolean };

export type SegmentBuildStore = {
  report(list: MemberList, shard: number, progress: ShardProgress): Promise<void>;
  /** Of the shards that have begun. */
  progress(list: MemberList): Promise<ShardProgress[]>;
};

/** Who there is, read from keys alone (about 0.025 read units a contact). Archived contacts are left out. */
export type ContactCensus = {
  countShard(workspaceId: string, shard: number): Promise<number>;
  /** How many leads and users there are, with the ids of `most` of them, chosen evenly: the same ones every time. */
  sample(workspaceId: string, most: number): Promise<{ total: number; contactIds: string[] }>;
};
