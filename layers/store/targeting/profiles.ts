import { isFailure } from '#domain/kernel/failure';
import { emptyProfile, type Profile } from '#domain/targeting/profile/profile';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { contactOfKey } from '../people/contact-keys.ts';
import { addressOf } from '../table/item-address.ts';
import type { OfContact } from '../table/partition.ts';
import type { Item, Table } from '../table/table.ts';
import { profileBaseOfItem } from './profile-base-item.ts';
import { PROFILE_VERSION, profileHeadOfItem, profileOf, profileOfItems, profileWrites } from './profile-item.ts';
import { profileBaseKey, profileItems, profileKey } from './profile-keys.ts';

/** A profile whose base is written between the reading of the two is read again. */
const MAX_READINGS = 5;

/** Takes the table; returns the profiles in it. */
export function profileStore(table: Table): ProfileStore {
  return {
    get: async (workspaceId, contactId) =>
      (await readProfile(table, { workspaceId, contactId })) ?? emptyProfile(workspaceId, contactId),
    async getMany(workspaceId, contactIds) {
      const keys = contactIds.map((contactId) => profileKey({ workspaceId, contactId }));
      const heads = (await table.getMany(keys, { consistent: true })).map(profileHeadOfItem);
      const large = heads.filter(({ baseVersion }) => baseVersion !== null);
      const bases = new Map(
        (await table.getMany(large.map(profileBaseKey), { consistent: true })).map((item) => {
          const { contactId } = contactOfKey(addressOf(item).partition);
          return [contactId, profileBaseOfItem(item)];
        }),
      );
      const profiles = new Map<string, Profile>();
      for (const head of heads) {
        const base = bases.get(head.contactId);
        const isWhole = head.baseVersion === null || head.baseVersion === base?.version;
        const profile = isWhole ? profileOf(head, base) : await readProfile(table, head);
        if (profile !== undefined) profiles.set(head.contactId, profile);
      }
      return contactIds.map((contactId) => profiles.get(contactId) ?? emptyProfile(workspaceId, contactId));
    },
    async save(profile) {
      const { version } = profile;
      const when = version === 0 ? ('absent' as const) : { equals: { [PROFILE_VERSION]: version } };
      const [head, ...beside] = profileWrites({ ...profile, version: version + 1 }, when);
      if (beside.length === 0) await table.put(head.put, when);
      else await table.transact([head, ...beside]);
    },
  };
}

/** Takes whose it is; returns the profile, undefined for none. Strongly consistent. */
export async function readProfile(table: Table, at: OfContact): Promise<Profile | undefined> {
  for (let reading = 1; ; reading += 1) {
    const items: Item[] = [];
    for await (const item of table.walk({ in: profileItems(at), consistent: true })) items.push(item);
    try {
      return profileOfItems(items);
    } catch (error) {
      if (reading === MAX_READINGS || !isFailure(error, 'unavailable')) throw error;
    }
  }
}
