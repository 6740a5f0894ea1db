import type { Granted } from './scope.ts';

/** Who acts, as established by the runtime from credentials and never from a request body. */
export type Actor = TokenActor | AdminActor | PersonActor | ContactActor | SystemActor;

/** Where a request came from, as the gateway saw it; absent where no request acts. */
type FromAddress = { ip?: string };

/** A customer's server with an access token; acts with the rights of the admin who made the token, within its scopes. */
export type TokenActor = FromAddress & {
  kind: 'token';
  workspaceId: string;
  adminId: string;
  tokenId: string;
  scopes: Granted;
};
/** A teammate signed in through the OIDC issuer. */
export type AdminActor = FromAddress & { kind: 'admin'; workspaceId: string; adminId: string };
/** Somebody signed in who has not said which workspace is meant. */
export type PersonActor = { kind: 'person'; email: string };
/** A contact in the messenger, bound to one session. */
export type ContactActor = { kind: 'contact'; workspaceId: string; contactId: string; sessionId: string };
/** A worker of ours. */
export type SystemActor = { kind: 'system'; workspaceId: string };

/** Those who act for the workspace rather than for one contact. */
export type StaffActor = TokenActor | AdminActor;

/** Takes who acts; returns what they may do: a signed-in teammate everything. */
export function scopesOf(actor: StaffActor): Granted {
  return actor.kind === 'token' ? actor.scopes : null;
}
