/**
 * An access token as stored: never the secret itself, only its SHA-256. The token handed out is
 * `ply_<workspaceId>_<secret>`, so that its lookup key begins with the workspace like every other key.
 */
export type AccessToken = {
  id: string;
  workspaceId: string;
  adminId: string;
  name: string;
  /** Hex SHA-256 of the whole token. */
  hash: string;
  createdAt: number;
};

const TOKEN_FORM = /^ply_([a-z0-9]{8,16})_([A-Za-z0-9_-]{43})$/;

/** Takes a workspace id and a secret of 256 bits in base64url; returns the token to hand out once. */
export function formatAccessToken(workspaceId: string, secret: string): string {
  return `ply_${workspaceId}_${secret}`;
}

/** Takes any string; returns the workspace id that a well-formed access token names, else undefined. */
export function workspaceOfToken(token: string): string | undefined {
  return TOKEN_FORM.exec(token)?.[1];
}
