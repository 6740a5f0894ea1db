import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { ConnectionStore } from '#domain/respond/socket/connection';
import { type AccessToken, isUseWorthNoting, workspaceOfToken } from '#domain/workspace/access/access-token';
import type { AdminActor, StaffActor, TokenActor } from '#domain/workspace/access/actor';
import type { Authenticator, Credentials } from '#domain/workspace/access/authenticator';
import type { IdentityVerifier } from '#domain/workspace/access/identity-verifier';
import { workspaceOfSession } from '#domain/workspace/access/session-token';
import { sha256 } from '#domain/workspace/access/sha256';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

export type AuthenticationPorts = {
  workspaces: Pick<WorkspaceStore, 'findToken' | 'noteUse' | 'findAdminByEmail'>;
  connections: Pick<ConnectionStore, 'findSession'>;
  /** Absent where no issuer is configured: nobody signs in then. */
  identities?: IdentityVerifier;
  clock: Clock;
};

/** How long somebody is recalled, in ms. */
const RECALL_MS = 60_000;
const MAX_RECALLED = 1_000;

/**
 * Takes the ports; returns who may act. Secrets are compared by looking up their SHA-256, never byte by byte.
 * No right is cached: a token that is revoked, a teammate who is removed and a session that is signed out are
 * refused by the next request on every instance.
 */
export function authentication(ports: AuthenticationPorts): Authenticator {
  const seen = new Map<string, { actor: StaffActor; until: number }>();
  const notes = new Set<Promise<void>>();

  /** Related the request, and at most once an hour per token: whoever writes second meanwhile loses on the version. */
  function noteUse(token: AccessToken): void {
    const now = ports.clock.now();
    if (!isUseWorthNoting(token, now)) return;
    // When a token was last used is worth no failed request.
    const note = ports.workspaces.noteUse(token, now).catch(() => {});
    notes.add(note);
    void note.finally(() => notes.delete(note));
  }

  async function tokenHolder(token: string): Promise<TokenActor> {
    const workspaceId = workspaceOfToken(token);
    const found =
      workspaceId === undefined ? undefined : await ports.workspaces.findToken(workspaceId, await sha256(token));
    if (found === undefined) throw accessTokenInvalid();
    noteUse(found);
    const { adminId, id: tokenId, scopes } = found;
    return { kind: 'token', workspaceId: found.workspaceId, adminId, tokenId, scopes };
  }

  return {
    async staff(credentials) {
      if (credentials === undefined) throw accessTokenInvalid();
      const actor = isJwt(credentials.token)
        ? await teammate(ports, credentials)
        : await tokenHolder(credentials.token);
      remember(seen, await recallKey(credentials), { actor, until: ports.clock.now() + RECALL_MS });
      return actor;
    },

    async recall(credentials) {
      const known = credentials === undefined ? undefined : seen.get(await recallKey(credentials));
      return known !== undefined && known.until > ports.clock.now() ? known.actor : undefined;
    },

    async person(credentials) {
      if (credentials === undefined) throw accessTokenInvalid();
      if (!isJwt(credentials.token)) return await tokenHolder(credentials.token);
      const identity = await ports.identities?.verify(credentials.token);
      if (identity === undefined) throw accessTokenInvalid();
      return { kind: 'person', email: identity.email };
    },

    async contact(credentials) {
      const workspaceId = credentials === undefined ? undefined : workspaceOfSession(credentials.token);
      if (credentials === undefined || workspaceId === undefined) throw accessTokenInvalid();
      const session = await ports.connections.findSession(workspaceId, await sha256(credentials.token));
      if (session === undefined || session.expiresAt <= ports.clock.now()) throw accessTokenInvalid();
      return { kind: 'contact', workspaceId, contactId: session.contactId, sessionId: session.id };
    },

    async settled() {
      await Promise.all(notes);
    },
  };
}

async function recallKey({ token, workspaceId }: Credentials): Promise<string> {
  return `${await sha256(token)} ${workspaceId ?? ''}`;
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
  if (cache.size >= MAX_RECALLED && oldest !== undefined) cache.delete(oldest);
  cache.set(key, value);
}
