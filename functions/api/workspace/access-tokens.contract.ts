import * as z from 'zod';
import { SCOPES } from '#domain/workspace/access/scope';
import { contract } from '#runtime/contract';
import {
  AccessTokenList,
  AccessTokenResource,
  AccessTokenWithSecret,
  RevokedAccessToken,
} from '#wire/workspace/access-token';

const ById = z.object({ id: z.string() });
const Name = z.string().trim().min(1).max(100);
const Scopes = z
  .array(z.enum(SCOPES))
  .max(SCOPES.length)
  .transform((sent) => SCOPES.filter((scope) => sent.includes(scope)))
  .nullable();

export const listAccessTokens = contract({
  operation: 'listAccessTokens',
  method: 'GET',
  path: '/access_tokens',
  access: 'staff',
  scope: 'read_workspace',
  summary: 'List the access tokens, without their secrets',
  origin: 'Parley',
  response: AccessTokenList,
});

export const createAccessToken = contract({
  operation: 'createAccessToken',
  method: 'POST',
  path: '/access_tokens',
  access: 'staff',
  scope: 'write_workspace',
  summary: "Make an access token with the caller's scopes or fewer; it is shown this once",
  origin: 'Parley',
  body: z.object({ name: Name, scopes: Scopes.optional() }),
  response: AccessTokenWithSecret,
});

export const updateAccessToken = contract({
  operation: 'updateAccessToken',
  method: 'PUT',
  path: '/access_tokens/{id}',
  access: 'staff',
  scope: 'write_workspace',
  summary: 'Rename an access token or change its scopes',
  origin: 'Parley',
  params: ById,
  body: z.object({ name: Name.optional(), scopes: Scopes.optional() }),
  response: AccessTokenResource,
});

export const revokeAccessToken = contract({
  operation: 'revokeAccessToken',
  method: 'DELETE',
  path: '/access_tokens/{id}',
  access: 'staff',
  scope: 'write_workspace',
  summary: 'Revoke an access token; the next request with it is refused',
  origin: 'Parley',
  params: ById,
  response: RevokedAccessToken,
});
