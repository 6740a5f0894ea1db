/** Who acts, as established by the runtime from credentials and never from a request body. */
export type Actor = TokenActor | AdminActor | ContactActor | SystemActor;

/** A customer's server with an access token; acts with the rights of the admin who made the token. */
export type TokenActor = { kind: 'token'; workspaceId: string; adminId: string; tokenId: string };
/** A teammate signed in through the OIDC issuer. */
export type AdminActor = { kind: 'admin'; workspaceId: string; adminId: string };
/** A contact in the messenger, bound to one session. */
export type ContactActor = { kind: 'contact'; workspaceId: string; contactId: string; sessionId: string };
/** A worker of ours. */
export type SystemActor = { kind: 'system'; workspaceId: string };

/** Those who act for the workspace rather than for one contact. */
export type StaffActor = TokenActor | AdminActor;
