import { emptyProfile } from '#domain/targeting/profile/profile';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import type { Table } from '../table/table.ts';
import { PROFILE_VERSION, profileItem, profileOfItem } from './profile-item.ts';
import { profileKey } from './profile-keys.ts';

/** Takes the table; returns the profiles in it. */
export function profileStore(table: Table): ProfileStore {
  return {
    async get(workspaceId, contactId) {
      const item = await table.get(profileKey({ workspaceId, contactId }), { consistent: true });
      return item === undefined ? emptyProfile(workspaceId, contactId) : profileOfItem(item);
    },
    async getMany(workspaceId, contactIds) {
      const keys = contactIds.map((contactId) => profileKey({ workspaceId, contactId }));
      const items = await table.getMany(keys, { consistent: true });
      const stored = new Map(items.map(profileOfItem).map((profile) => [profile.contactId, profile]));
      return contactIds.map((contactId) => stored.get(contactId) ?? emptyProfile(workspaceId, contactId));
    },
    async save(profile) {
      const { version } = profile;
      const when = version === 0 ? ('absent' as const) : { equals: { [PROFILE_VERSION]: version } };
      await table.put(profileItem({ ...profile, version: version + 1 }), when);
    },
  };
}
