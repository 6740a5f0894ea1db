import type { Granted } from './scope.ts';

/**
 * An access token as stored: never the secret itself, only its SHA-256. The token handed out is
 * `ply_<workspaceId>_<secret>`, so that its lookup key begins with the workspace like every other key.
 */
export type AccessToken = {
  id: string;
  workspaceId: string;
  /** The teammate who made it, and in whose name it acts. */
  adminId: string;
  name: string;
  /** Hex SHA-256 of the whole token. */
  hash: string;
  scopes: Granted;
  /** In ms, to the hour; null for never. */
  lastUsedAt: number | null;
  createdAt: number;
  /** Grows with every write. */
  version: number;
};

/** How often the use of a token is written down, in ms. */
const USE_NOTED_EVERY = 3_600_000;

const TOKEN_FORM = /^ply_([a-z0-9]{8,16})_([A-Za-z0-9_-]{43})$/;

/** Takes a workspace id and a secret of 256 bits in base64url; returns the token to hand out once. */
export function formatAccessToken(workspaceId: string, secret: string): string {
  return `ply_${workspaceId}_${secret}`;
}

/** Takes any string; returns the workspace id that a well-formed access token names, else undefined. */
export function workspaceOfToken(token: string): string | undefined {
  return TOKEN_FORM.exec(token)?.[1];
}

/** Takes a token that is used and the present instant in ms; returns whether that is worth a write: once an hour. */
export function isUseWorthNoting({ lastUsedAt }: AccessToken, now: number): boolean {
  return lastUsedAt === null || now - lastUsedAt >= USE_NOTED_EVERY;
}
