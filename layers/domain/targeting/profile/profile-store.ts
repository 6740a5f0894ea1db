import type { Profile } from './profile.ts';

export type ProfileStore = {
  /** Strongly consistent; an absent profile is an empty one of version 0. */
  get(workspaceId: string, contactId: string): Promise<Profile>;
  getMany(workspaceId: string, contactIds: string[]): Promise<Profile[]>;
  /** Writes `profile` as version `profile.version + 1` if the stored version is still `profile.version`. @throws conflict otherwise. */
  save(profile: Profile): Promise<void>;
};
