import type { Route } from '#runtime/contract';
import { lateRoutes } from '#runtime/late-routes';
import type { WorkspacePorts as AdminPorts } from '#usecases/workspace/workspaces';
import * as tokenContracts from './access-tokens.contract.ts';
import type { AdministrationPorts } from './administration.routes.ts';
import { adminRoutes } from './admins.routes.ts';
import * as membershipContracts from './memberships.contract.ts';
import * as policyContracts from './messaging-policy.contract.ts';
import { type TeammatePorts, teammateRoutes } from './teammates.routes.ts';
import * as workspaceContracts from './workspaces.contract.ts';

export type WorkspacePorts = AdminPorts & TeammatePorts & AdministrationPorts;

export function workspaceRoutes(ports: WorkspacePorts, readDocument: () => Record<string, unknown>): Route[] {
  return [
    ...adminRoutes(ports, readDocument),
    ...teammateRoutes(ports),
    ...lateRoutes(
      { ...tokenContracts, ...workspaceContracts, ...membershipContracts, ...policyContracts },
      async () => {
        const { administrationRoutes } = await import('./administration.routes.ts');
        return administrationRoutes(ports);
      },
    ),
  ];
}
