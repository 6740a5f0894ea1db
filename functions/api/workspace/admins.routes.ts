import { type Route, route } from '#runtime/contract';
import { findAdmin, identifyAdmin, listAdmins, type WorkspacePorts } from '#usecases/workspace/workspaces';
import { presentAdmin, presentAdmins, presentAdminWithApp } from '#wire/workspace/admin';
import * as contracts from './admins.contract.ts';

export function adminRoutes(ports: WorkspacePorts, readDocument: () => Record<string, unknown>): Route[] {
  return [
    route(contracts.identifyAdmin, async ({ actor }) => {
      const { admin, workspace } = await identifyAdmin(ports, actor);
      return presentAdminWithApp(admin, workspace);
    }),
    route(contracts.listAdmins, async ({ actor }) => presentAdmins(await listAdmins(ports, actor))),
    route(contracts.retrieveAdmin, async ({ actor, params }) => presentAdmin(await findAdmin(ports, actor, params.id))),
    route(contracts.getDocument, async ({ origin }) => ({ ...readDocument(), servers: [{ url: origin }] })),
  ];
}
