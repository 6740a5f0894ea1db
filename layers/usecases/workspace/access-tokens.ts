import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { type AccessToken, formatAccessToken } from '#domain/workspace/access/access-token';
import { type StaffActor, scopesOf } from '#domain/workspace/access/actor';
import { coversAll, type Granted } from '#domain/workspace/access/scope';
import { sha256 } from '#domain/workspace/access/sha256';
import type { Admin } from '#domain/workspace/workspace/workspace';
import { activityOf } from './activity-log.ts';
import { type AdministrationPorts, administer } from './administration.ts';

export type AccessTokenPorts = AdministrationPorts & { ids: Pick<Ids, 'decimalId' | 'secret'> };

/** Those of a teammate who is removed go in one transaction, each with its entry of the log. */
const MAX_TOKENS = 40;

/** A token with who made it. */
export type SignedToken = { token: AccessToken; by: Admin | undefined };

/** Returns every token of the workspace, the oldest first. */
export async function listAccessTokens(ports: AccessTokenPorts, actor: StaffActor): Promise<SignedToken[]> {
  return await administer(ports, actor, ({ tokens, admins }) => ({
    result: tokens
      .toSorted((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id))
      .map((token) => ({ token, by: admins.find(({ id }) => id === token.adminId) })),
  }));
}

/**
 * Takes a name and scopes, the caller's own without them; returns the token's record and the token itself, which
 * cannot be read again. @throws forbidden for more than the caller has, bad_request if there are 40 already
 */
export async function createAccessToken(
  ports: AccessTokenPorts,
  actor: StaffActor,
  { name, scopes = scopesOf(actor) }: { name: string; scopes?: Granted | undefined },
): Promise<SignedToken & { secret: string }> {
  assertOwn(actor, scopes);
  const secret = formatAccessToken(actor.workspaceId, ports.ids.secret());
  const { workspaceId, adminId } = actor;
  const [id, hash, createdAt] = [ports.ids.decimalId(), await sha256(secret), ports.clock.now()];
  const token = { id, workspaceId, adminId, name, hash, scopes, lastUsedAt: null, createdAt, version: 0 };
  const activities = [activityOf(ports, actor, { type: 'custom_authentication_token_creation', subject: name })];
  return await administer(ports, actor, ({ tokens, admins }) => {
    if (tokens.length >= MAX_TOKENS)
      throw new Failure('bad_request', `A workspace has at most ${MAX_TOKENS} access tokens`);
    const by = admins.find((admin) => admin.id === adminId);
    return { result: { token, by, secret }, change: { tokens: { put: [token] }, activities } };
  });
}

/** Takes another name or other scopes; returns the token as it is then. @throws not_found; forbidden for more than the caller has, given or taken */
export async function changeAccessToken(
  ports: AccessTokenPorts,
  actor: StaffActor,
  tokenId: string,
  { name, scopes }: { name?: string | undefined; scopes?: Granted | undefined },
): Promise<SignedToken> {
  if (scopes !== undefined) assertOwn(actor, scopes);
  return await administer(ports, actor, ({ tokens, admins }) => {
    const before = find(tokens, tokenId);
    assertMayChange(actor, before);
    const token = { ...before, name: name ?? before.name, scopes: scopes === undefined ? before.scopes : scopes };
    const result = { token, by: admins.find(({ id }) => id === token.adminId) };
    if (token.name === before.name && sameScopes(token.scopes, before.scopes)) return { result };
    const activity = activityOf(ports, actor, { type: 'app_authentication_method_change', subject: token.name });
    return { result, change: { tokens: { put: [token] }, activities: [activity] } };
  });
}

/** Takes a token's id; no request with it is answered any more. Returns it as it was. @throws not_found; forbidden for a token that may do more than the caller */
export async function revokeAccessToken(
  ports: AccessTokenPorts,
  actor: StaffActor,
  tokenId: string,
): Promise<AccessToken> {
  return await administer(ports, actor, ({ tokens }) => {
    const token = find(tokens, tokenId);
    assertMayChange(actor, token);
    const activity = activityOf(ports, actor, { type: 'oauth_token_revocation', subject: token.name });
    return { result: token, change: { tokens: { remove: [token] }, activities: [activity] } };
  });
}

function find(tokens: AccessToken[], tokenId: string): AccessToken {
  const token = tokens.find(({ id }) => id === tokenId);
  if (token !== undefined) return token;
  throw new Failure('not_found', 'Access token not found', { reason: 'access_token_not_found' });
}

function assertOwn(actor: StaffActor, wanted: Granted): void {
  if (coversAll(scopesOf(actor), wanted)) return;
  throw new Failure('forbidden', 'An access token cannot give more than its own scopes', { field: 'scopes' });
}

/** Whoever may do less than a token could lock out those who use it; a token may always revoke itself. */
function assertMayChange(actor: StaffActor, { id, scopes }: AccessToken): void {
  if ((actor.kind === 'token' && actor.tokenId === id) || coversAll(scopesOf(actor), scopes)) return;
  throw new Failure('forbidden', 'An access token cannot change one that may do more than itself', { field: 'id' });
}

function sameScopes(a: Granted, b: Granted): boolean {
  return JSON.stringify(a?.toSorted()) === JSON.stringify(b?.toSorted());
}
