import { type Route, route } from '#runtime/contract';
import {
  type AccessTokenPorts,
  changeAccessToken,
  createAccessToken,
  listAccessTokens,
  revokeAccessToken,
} from '#usecases/workspace/access-tokens';
import { changeMessagingPolicy, findMessagingPolicy } from '#usecases/workspace/messaging-policy';
import { changeTeam, createTeam, removeTeam } from '#usecases/workspace/team-changes';
import { addAdmin, changeAdmin, removeAdmin, type TeammatePorts } from '#usecases/workspace/teammates';
import { type FoundingPorts, foundWorkspace } from '#usecases/workspace/workspace-creation';
import {
  changeWorkspace,
  findWorkspace,
  listWorkspaces,
  rotateIdentitySecret,
  type WorkspaceSettingsPorts,
} from '#usecases/workspace/workspace-settings';
import { presentAccessToken, presentAccessTokens } from '#wire/workspace/access-token';
import { presentAdmin } from '#wire/workspace/admin';
import { presentMessagingPolicy, understandMessagingPolicy } from '#wire/workspace/messaging-policy';
import { presentTeam } from '#wire/workspace/team';
import { presentWorkspace, presentWorkspaces } from '#wire/workspace/workspace';
import * as tokenContracts from './access-tokens.contract.ts';
import * as membershipContracts from './memberships.contract.ts';
import * as policyContracts from './messaging-policy.contract.ts';
import * as workspaceContracts from './workspaces.contract.ts';

export type AdministrationPorts = AccessTokenPorts & WorkspaceSettingsPorts & TeammatePorts & FoundingPorts;

const HOUR_MS = 3_600_000;

export function administrationRoutes(ports: AdministrationPorts): Route[] {
  return [...tokenRoutes(ports), ...workspaceRoutes(ports), ...membershipRoutes(ports), ...policyRoutes(ports)];
}

function tokenRoutes(ports: AdministrationPorts): Route[] {
  return [
    route(tokenContracts.listAccessTokens, async ({ actor }) =>
      presentAccessTokens(await listAccessTokens(ports, actor)),
    ),
    route(tokenContracts.createAccessToken, async ({ actor, body }) => {
      const { secret, ...created } = await createAccessToken(ports, actor, body);
      return { ...presentAccessToken(created), token: secret };
    }),
    route(tokenContracts.updateAccessToken, async ({ actor, params, body }) =>
      presentAccessToken(await changeAccessToken(ports, actor, params.id, body)),
    ),
    route(tokenContracts.revokeAccessToken, async ({ actor, params }) => {
      const { id } = await revokeAccessToken(ports, actor, params.id);
      return { type: 'access_token' as const, id, deleted: true as const };
    }),
  ];
}

function workspaceRoutes(ports: AdministrationPorts): Route[] {
  return [
    route(workspaceContracts.listWorkspaces, async ({ actor }) =>
      presentWorkspaces(await listWorkspaces(ports, actor)),
    ),
    route(workspaceContracts.retrieveWorkspace, async ({ actor, params }) =>
      presentWorkspace(await findWorkspace(ports, actor, params.id)),
    ),
    route(workspaceContracts.createWorkspace, async ({ actor, body }) => {
      const { workspace, accessToken, identitySecret } = await foundWorkspace(ports, actor, body);
      return { ...presentWorkspace(workspace), access_token: accessToken, identity_secret: identitySecret };
    }),
    route(workspaceContracts.updateWorkspace, async ({ actor, params, body }) => {
      const { sender_address: senderAddress, postal_address: postalAddress, ...rest } = body;
      return presentWorkspace(
        await changeWorkspace(ports, actor, params.id, { ...rest, senderAddress, postalAddress }),
      );
    }),
    route(workspaceContracts.rotateIdentitySecret, async ({ actor, params, body }) => {
      const rotated = await rotateIdentitySecret(ports, actor, params.id, body.overlap_hours * HOUR_MS);
      const former_accepted_until = Math.floor(rotated.formerAcceptedUntil / 1_000);
      return { type: 'identity_secret' as const, secret: rotated.secret, former_accepted_until };
    }),
  ];
}

function membershipRoutes(ports: AdministrationPorts): Route[] {
  return [
    route(membershipContracts.createAdmin, async ({ actor, body }) => {
      const { name, email, job_title: jobTitle, has_inbox_seat: hasInboxSeat } = body;
      return presentAdmin(await addAdmin(ports, actor, { name, email, jobTitle, hasInboxSeat }));
    }),
    route(membershipContracts.updateAdmin, async ({ actor, params, body }) => {
      const { name, job_title: jobTitle, has_inbox_seat: hasInboxSeat } = body;
      return presentAdmin(await changeAdmin(ports, actor, params.id, { name, jobTitle, hasInboxSeat }));
    }),
    route(membershipContracts.deleteAdmin, async ({ actor, params }) => {
      const { id } = await removeAdmin(ports, actor, params.id);
      return { type: 'admin' as const, id, deleted: true as const };
    }),
    route(membershipContracts.createTeam, async ({ actor, body }) =>
      presentTeam(await createTeam(ports, actor, { name: body.name, adminIds: body.admin_ids })),
    ),
    route(membershipContracts.updateTeam, async ({ actor, params, body }) =>
      presentTeam(await changeTeam(ports, actor, params.id, { name: body.name, adminIds: body.admin_ids })),
    ),
    route(membershipContracts.deleteTeam, async ({ actor, params }) => {
      const { id } = await removeTeam(ports, actor, params.id);
      return { type: 'team' as const, id, deleted: true as const };
    }),
  ];
}

function policyRoutes(ports: AdministrationPorts): Route[] {
  return [
    route(policyContracts.retrieveMessagingPolicy, async ({ actor }) =>
      presentMessagingPolicy(await findMessagingPolicy(ports, actor)),
    ),
    route(policyContracts.updateMessagingPolicy, async ({ actor, body }) =>
      presentMessagingPolicy(await changeMessagingPolicy(ports, actor, understandMessagingPolicy(body))),
    ),
  ];
}
