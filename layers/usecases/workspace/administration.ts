import { Failure } from '#domain/kernel/failure';
import { type StaffActor, scopesOf } from '#domain/workspace/access/actor';
import { coversAll } from '#domain/workspace/access/scope';
import type { Administration, Staffed, WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import type { DeedPorts } from './activity-log.ts';

export type AdministrationPorts = DeedPorts & { workspaces: Pick<WorkspaceStore, 'staffed' | 'administer'> };

/** What to write, without `workspace` if the workspace itself stays as it is; nothing at all if there is nothing to do. */
type Decision<Result> = { result: Result; change?: Omit<Administration, 'workspace'> & Partial<Administration> };

/**
 * Takes who acts and what decides over the workspace as it is at this moment; writes what it decided with its entries
 * of the log, one change of a workspace at a time, and returns its result.
 * @throws unauthorized if the caller's own rights have gone meanwhile, unavailable, and whatever the decision throws
 */
export async function administer<Result>(
  { workspaces }: AdministrationPorts,
  actor: StaffActor,
  decide: (staffed: Staffed) => Decision<Result>,
): Promise<Result> {
  return await retryOnConflict(async () => {
    const staffed = await workspaces.staffed(actor.workspaceId);
    if (staffed === undefined || !mayStillAct(staffed, actor))
      throw new Failure('unauthorized', 'Access Token Invalid');
    const { result, change } = decide(staffed);
    if (change !== undefined) await workspaces.administer({ workspace: staffed.workspace, ...change });
    return result;
  });
}

/** Between the request's authentication and this moment a token may have been revoked, a teammate removed. */
function mayStillAct({ admins, tokens }: Staffed, actor: StaffActor): boolean {
  if (actor.kind === 'admin') return admins.some(({ id }) => id === actor.adminId);
  const token = tokens.find(({ id }) => id === actor.tokenId);
  return token !== undefined && coversAll(token.scopes, scopesOf(actor));
}
