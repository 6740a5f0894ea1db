import type { ContactActor, StaffActor } from './actor.ts';

/** What a request showed: the credential of its `Authorization` header and the workspace a teammate names. */
export type Credentials = { token: string; workspaceId?: string };

/** Establishes who acts, for each kind of route. */
export type Authenticator = {
  /** Takes credentials; returns the access token's or teammate's actor. @throws unauthorized, forbidden, bad_request */
  staff(credentials: Credentials | undefined): Promise<StaffActor>;
  /** Takes credentials; returns the contact of a messenger session. @throws unauthorized */
  contact(credentials: Credentials | undefined): Promise<ContactActor>;
};
