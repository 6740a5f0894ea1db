import type { Activity } from '../../workspace/activity/activity.ts';
import type { Tag } from './tag.ts';

export type TagStore = {
  /** Writes a new tag with its claim on the name. @throws conflict if another tag has that name in whatever case. */
  create(tag: Tag): Promise<void>;
  get(workspaceId: string, tagId: string): Promise<Tag | undefined>;
  /** Returns those that exist, in no order. */
  getMany(workspaceId: string, tagIds: readonly string[]): Promise<Tag[]>;
  /** Compares without case. */
  findByName(workspaceId: string, name: string): Promise<Tag | undefined>;
  /** Every tag of the workspace, in order of its id. */
  list(workspaceId: string): Promise<Tag[]>;
  /** Gives a tag another name. @throws conflict if `before` is stale or another tag has the name. */
  rename(before: Tag, after: Tag): Promise<void>;
  /** Removes the tag and its claim, and writes down that it was done; links to it stay. @throws conflict if it is stale. */
  remove(tag: Tag, recorded?: Activity[]): Promise<void>;
};
