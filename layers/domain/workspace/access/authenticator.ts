import type { ContactActor, PersonActor, StaffActor, TokenActor } from './actor.ts';

/** What a request showed: the credential of its `Authorization` header and the workspace a teammate names. */
export type Credentials = { token: string; workspaceId?: string };

/** Establishes who acts, for each kind of route. */
export type Authenticator = {
  /**
   * Takes credentials; returns the access token's or teammate's actor as the table has it at this moment.
   * @throws unauthorized, forbidden, bad_request
   */
  staff(credentials: Credentials | undefined): Promise<StaffActor>;
  /**
   * Takes credentials; returns whom `staff` found for them within the last minute, if anybody. Good enough to begin
   * reading by, while `staff` looks again; nothing may be answered or changed before it has.
   */
  recall?(credentials: Credentials | undefined): Promise<StaffActor | undefined>;
  /** Takes credentials; returns the access token's actor or who is signed in. @throws unauthorized */
  person(credentials: Credentials | undefined): Promise<TokenActor | PersonActor>;
  /** Takes credentials; returns the contact of a messenger session. @throws unauthorized */
  contact(credentials: Credentials | undefined): Promise<ContactActor>;
  /** Returns when what was noted beside the requests, such as when a token was used, has been written or given up. */
  settled?(): Promise<void>;
};
