import { isSameAddress } from '#domain/kernel/email-address';
import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import { type AdministrationPorts, administer } from './administration.ts';

/** An address that a workspace may send as from now on, or no longer. */
export type SenderGrant = { add: string } | { remove: string };

/** Takes who runs the product, in the name of a teammate, and a grant; returns the addresses that the workspace may send as then. @throws not_found */
export async function grantSender(
  ports: AdministrationPorts,
  actor: StaffActor,
  grant: SenderGrant,
): Promise<string[]> {
  return await administer(ports, actor, ({ workspace }) => {
    const address = 'add' in grant ? grant.add : grant.remove;
    const others = workspace.senders.filter((each) => !isSameAddress(each, address));
    if ('remove' in grant && others.length === workspace.senders.length) {
      throw new Failure('not_found', `${address} is not among the senders of this workspace`);
    }
    const senders = 'add' in grant ? [...others, address] : others;
    return { result: senders, change: { workspace: { ...workspace, senders }, activities: [] } };
  });
}
