import type { Credentials } from '#domain/workspace/access/authenticator';

const WORKSPACE_FORM = /^[a-z0-9]{8,16}$/;

/**
 * Takes normalized headers; returns the credential of `Authorization`: Bearer, or Basic with the access
 * token as user name and no password, as Intercom's Ruby client sends it. No other header establishes
 * who calls (`x-forwarded-user` and its like are anybody's to forge).
 */
export function credentialsOf(headers: Record<string, string | undefined>): Credentials | undefined {
  const [, scheme, value] = /^(bearer|basic)\s+(\S+)\s*$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  const token = scheme.toLowerCase() === 'basic' ? userName(value) : value;
  if (token === '') return undefined;

  const workspaceId = headers['parley-workspace'];
  return workspaceId !== undefined && WORKSPACE_FORM.test(workspaceId) ? { token, workspaceId } : { token };
}

function userName(basic: string): string {
  return Buffer.from(basic, 'base64').toString('utf8').split(':')[0] ?? '';
}
