import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import type { Table } from '../table/table.ts';

/** Takes the table; returns its profiles for who seldom reads one: what reads them is loaded with the first (ADR 5). */
export function lateProfiles(table: Table): ProfileStore {
  const open = async () => (await import('./profiles.ts')).profileStore(table);
  return {
    get: async (workspaceId, contactId) => (await open()).get(workspaceId, contactId),
    getMany: async (workspaceId, contactIds) => (await open()).getMany(workspaceId, contactIds),
    save: async (profile) => (await open()).save(profile),
  };
}
