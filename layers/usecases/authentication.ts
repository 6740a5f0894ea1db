import { workspaceOfToken } from '#domain/access/access-token';
import type { AdminActor, StaffActor, TokenActor } from '#domain/access/actor';
import type { Authenticator, Credentials } from '#domain/access/authenticator';
import type { IdentityVerifier } from '#domain/access/identity-verifier';
import { workspaceOfSession } from '#domain/access/session-token';
import { sha256 } from '#domain/access/sha256';
import type { Clock } from '#domain/clock/clock';
import type { ConnectionStore } from '#domain/connection/connection';
import { Failure } from '#domain/failure/failure';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';

export type AuthenticationPorts = {
  workspaces: Pick<WorkspaceStore, 'findToken' | 'findAdminByEmail'>;
  connections: Pick<ConnectionStore, 'findSession'>;
  /** Absent where no issuer is configured: nobody signs in then. */
  identities?: IdentityVerifier;
  clock: Clock;
};

/** How long a verified token is believed without asking the table again; in ms. */
const CACHE_MS = 60_000;
const CACHE_ENTRIES = 1_000;

/**
 * Takes the ports; returns who may act. Secrets are compared by looking up their SHA-256, never byte by byte.
 * Messenger sessions are not cached: signing out ends them at once.
 */
export function authentication(ports: AuthenticationPorts): Authenticator {
  const verified = new Map<string, { actor: StaffActor; until: number }>();

  return {
    async staff(credentials) {
      if (credentials === undefined) throw accessTokenInvalid();
      const hash = await sha256(credentials.token);
      const key = `${hash} ${credentials.workspaceId ?? ''}`;
      const now = ports.clock.now();
      const known = verified.get(key);
      if (known !== undefined && known.until > now) return known.actor;

      const actor = isJwt(credentials.token)
        ? await teammate(ports, credentials)
        : await tokenHolder(ports, credentials.token, hash);
      remember(verified, key, { actor, until: now + CACHE_MS });
      return actor;
    },

    async contact(credentials) {
      const workspaceId = credentials === undefined ? undefined : workspaceOfSession(credentials.token);
      if (credentials === undefined || workspaceId === undefined) throw accessTokenInvalid();
      const session = await ports.connections.findSession(workspaceId, await sha256(credentials.token));
      if (session === undefined || session.expiresAt <= ports.clock.now()) throw accessTokenInvalid();
      return { kind: 'contact', workspaceId, contactId: session.contactId, sessionId: session.id };
    },
  };
}

async function tokenHolder(ports: AuthenticationPorts, token: string, hash: string): Promise<TokenActor> {
  const workspaceId = workspaceOfToken(token);
  const found = workspaceId === undefined ? undefined : await ports.workspaces.findToken(workspaceId, hash);
  if (found === undefined) throw accessTokenInvalid();
  return { kind: 'token', workspaceId: found.workspaceId, adminId: found.adminId, tokenId: found.id };
}

async function teammate(ports: AuthenticationPorts, { token, workspaceId }: Credentials): Promise<AdminActor> {
  const identity = await ports.identities?.verify(token);
  if (identity === undefined) throw accessTokenInvalid();
  if (workspaceId === undefined) {
    throw new Failure('bad_request', 'The header Parley-Workspace is required with a sign-in token', {
      reason: 'parameter_not_found',
      field: 'Parley-Workspace',
    });
  }
  const admin = await ports.workspaces.findAdminByEmail(workspaceId, identity.email);
  // The same answer for a workspace that does not exist and one of somebody else.
  if (admin === undefined) throw new Failure('forbidden', 'You are not a teammate of this workspace');
  return { kind: 'admin', workspaceId, adminId: admin.id };
}

/** Intercom's recorded answer to every bad token, to the letter. */
function accessTokenInvalid(): Failure {
  return new Failure('unauthorized', 'Access Token Invalid');
}

function isJwt(token: string): boolean {
  return token.split('.').length === 3;
}

function remember<Value>(cache: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = cache.keys();
  if (cache.size >= CACHE_ENTRIES && oldest !== undefined) cache.delete(oldest);
  cache.set(key, value);
}
