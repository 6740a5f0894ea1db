import type { Admin } from './workspace.ts';

/** Takes who and where, and what is told of them; returns the teammate who has just joined. */
export function newAdmin(
  identity: Pick<Admin, 'id' | 'workspaceId' | 'createdAt'>,
  told: Pick<Admin, 'name' | 'email'> & {
    jobTitle?: string | null | undefined;
    hasInboxSeat?: boolean | undefined;
    teamIds?: string[];
  },
): Admin {
  return {
    ...identity,
    name: told.name,
    email: told.email,
    jobTitle: told.jobTitle ?? null,
    awayModeEnabled: false,
    awayModeReassign: false,
    awayStatusReasonId: null,
    hasInboxSeat: told.hasInboxSeat ?? true,
    teamIds: told.teamIds ?? [],
  };
}
