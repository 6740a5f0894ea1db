import { type Route, route } from '#runtime/contract';
import { type WorkspacePorts, workspaceUseCases } from '#usecases/workspace/workspaces';
import { presentAdmin, presentAdmins, presentAdminWithApp } from '#wire/workspace/admin';
import * as contracts from './admins.contract.ts';

/** Takes the ports and what reads the generated OpenAPI document; returns the routes of who asks, of admins, and of the document. */
export function adminRoutes(ports: WorkspacePorts, readDocument: () => Record<string, unknown>): Route[] {
  const workspaces = workspaceUseCases(ports);
  return [
    route(contracts.identifyAdmin, async ({ actor }) => {
      const { admin, workspace } = await workspaces.identify(actor);
      return presentAdminWithApp(admin, workspace);
    }),
    route(contracts.listAdmins, async ({ actor }) => presentAdmins(await workspaces.listAdmins(actor))),
    route(contracts.retrieveAdmin, async ({ actor, params }) =>
      presentAdmin(await workspaces.findAdmin(actor, params.id)),
    ),
    route(contracts.getDocument, async ({ origin }) => ({ ...readDocument(), servers: [{ url: origin }] })),
  ];
}
