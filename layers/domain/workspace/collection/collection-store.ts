import type { Activity } from '../activity/activity.ts';

/** A page of records; `next` is the cursor to continue with, if there is more. */
export type CollectionPage<Record> = { records: Record[]; next: string | undefined };

/** The records of one collection. What is written down in the activity log is written in the same transaction. */
export type CollectionStore<Record> = {
  /** @throws conflict if the id is taken, or the name where names are unique */
  create(record: Record, recorded?: Activity[]): Promise<void>;
  get(workspaceId: string, id: string): Promise<Record | undefined>;
  /** Returns those that exist, in no order. */
  getMany(workspaceId: string, ids: readonly string[]): Promise<Record[]>;
  /** Compares without case. Finds nothing where names are not unique. */
  findByName(workspaceId: string, name: string): Promise<Record | undefined>;
  /** Every record of a workspace, in the order of the collection. */
  list(workspaceId: string): Promise<Record[]>;
  /** In the order of the collection. @throws bad_request if the cursor is not of this list */
  page(workspaceId: string, options: { limit: number; cursor?: string | undefined }): Promise<CollectionPage<Record>>;
  /** How many a workspace has; counts no further than `most`. */
  count(workspaceId: string, most: number): Promise<number>;
  /** Returns `after` with the version that it then has. @throws conflict if `before` is stale or another record has the name */
  update(before: Record, after: Record, recorded?: Activity[]): Promise<Record>;
  /** @throws conflict if the record is stale */
  remove(record: Record, recorded?: Activity[]): Promise<void>;
};
