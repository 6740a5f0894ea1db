import { emptyProfile, type Profile } from '#domain/targeting/profile/profile';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { address, copy, stale } from './snapshot.ts';

/** Returns profiles kept in memory. */
export function memoryProfileStore(): ProfileStore {
  const profiles = new Map<string, Profile>();
  const get = (workspaceId: string, contactId: string) =>
    copy(profiles.get(address(workspaceId, contactId)) ?? emptyProfile(workspaceId, contactId));
  return {
    async get(workspaceId, contactId) {
      return get(workspaceId, contactId);
    },
    async getMany(workspaceId, contactIds) {
      return contactIds.map((contactId) => get(workspaceId, contactId));
    },
    async save(profile) {
      if (get(profile.workspaceId, profile.contactId).version !== profile.version) throw stale();
      profiles.set(address(profile.workspaceId, profile.contactId), copy({ ...profile, version: profile.version + 1 }));
    },
  };
}
