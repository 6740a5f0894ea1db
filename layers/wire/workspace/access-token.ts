import * as z from 'zod';
import type { AccessToken } from '#domain/workspace/access/access-token';
import { SCOPES } from '#domain/workspace/access/scope';
import type { Admin } from '#domain/workspace/workspace/workspace';

const Seconds = z.number().int().describe('Unix seconds');

const token = {
  type: z.literal('access_token'),
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)).nullable().describe('null is full access, what later versions add included'),
  created_at: Seconds,
  created_by: z
    .object({ type: z.literal('admin'), id: z.string(), name: z.string().nullable(), email: z.string().nullable() })
    .describe('In whose name the token acts'),
  last_used_at: Seconds.nullable().describe('To the hour'),
};

/** An access token as the API shows it (Parley's own; Intercom's API has none). */
export const AccessTokenResource = z.object(token).meta({ id: 'AccessToken' });
export type AccessTokenResource = z.infer<typeof AccessTokenResource>;

/** The only answer that holds the token itself. */
export const AccessTokenWithSecret = z
  .object({ ...token, token: z.string().describe('Shown this once') })
  .meta({ id: 'AccessTokenWithSecret' });
export type AccessTokenWithSecret = z.infer<typeof AccessTokenWithSecret>;

export const AccessTokenList = z.object({ type: z.literal('list'), data: z.array(AccessTokenResource) });
export type AccessTokenList = z.infer<typeof AccessTokenList>;

/** What is left of a revoked token, as Intercom answers deletions. */
export const RevokedAccessToken = z.object({
  type: z.literal('access_token'),
  id: z.string(),
  deleted: z.literal(true),
});

type Signed = { token: AccessToken; by: Admin | undefined };

/** Takes a token with who made it; returns it as the API shows it. */
export function presentAccessToken({ token: { adminId, ...each }, by }: Signed): AccessTokenResource {
  return {
    type: 'access_token',
    id: each.id,
    name: each.name,
    scopes: each.scopes === null ? null : [...each.scopes],
    created_at: Math.floor(each.createdAt / 1_000),
    created_by: { type: 'admin', id: adminId, name: by?.name ?? null, email: by?.email ?? null },
    last_used_at: each.lastUsedAt === null ? null : Math.floor(each.lastUsedAt / 1_000),
  };
}

/** Takes tokens with who made them; returns the list as the API shows it. */
export function presentAccessTokens(tokens: Signed[]): AccessTokenList {
  return { type: 'list', data: tokens.map(presentAccessToken) };
}
