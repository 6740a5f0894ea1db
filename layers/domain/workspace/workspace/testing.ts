import type { AccessToken } from '../access/access-token.ts';
import type { Admin, Workspace } from './workspace.ts';

export const FOUNDED_AT = Date.UTC(2026, 0, 1);

/** For tests: a workspace, changed as told. */
export function aWorkspace(changes: Partial<Workspace> = {}): Workspace {
  return {
    id: 'acmeacme',
    name: 'Acme',
    timezone: 'UTC',
    mailFrom: null,
    senders: [],
    postalAddress: null,
    identitySecrets: ['identity'],
    retiredIdentitySecret: null,
    linkSecret: 'link',
    messagingPolicy: null,
    createdAt: FOUNDED_AT,
    version: 1,
    ...changes,
  };
}

/** For tests: a teammate of `aWorkspace`, changed as told. */
export function anAdmin(changes: Partial<Admin> = {}): Admin {
  return {
    id: '101',
    workspaceId: 'acmeacme',
    name: 'Ada',
    email: 'ada@example.com',
    jobTitle: null,
    awayModeEnabled: false,
    awayModeReassign: false,
    awayStatusReasonId: null,
    hasInboxSeat: true,
    teamIds: ['7'],
    createdAt: FOUNDED_AT,
    ...changes,
  };
}

/** For tests: the record of an access token of `anAdmin`, changed as told. */
export function anAccessToken(changes: Partial<AccessToken> = {}): AccessToken {
  return {
    id: '201',
    workspaceId: 'acmeacme',
    adminId: '101',
    name: 'test',
    hash: 'unset',
    scopes: null,
    lastUsedAt: null,
    createdAt: FOUNDED_AT,
    version: 1,
    ...changes,
  };
}
