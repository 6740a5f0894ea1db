import { formatAccessToken } from '#domain/workspace/access/access-token';
import type { Scope } from '#domain/workspace/access/scope';
import { sha256 } from '#domain/workspace/access/sha256';
import { anAccessToken } from '#domain/workspace/workspace/testing';
import { anApi, NOW } from '../testing.ts';
import { workspaceRoutes } from './routes.ts';

/** The JWTs that the issuer of these tests signed, and for whom. */
const SIGNED_IN = { 'ada.signed.in': 'ada@example.com', 'eve.signed.in': 'eve@example.com' };

type Logs = { activity_logs: { activity_type: string; activity_description: string }[] };

/** For tests: the API of the workspace function with its administration, and ways to call it as others than the first token. */
export async function anAdministeredApi() {
  const api = await anApi((ports) => {
    let drawn = 0;
    const secret = () => {
      drawn += 1;
      return String(drawn).padStart(43, 's');
    };
    const apart = { ...ports, ids: { ...ports.ids, secret }, mailDomain: 'mail.acme.test' };
    return workspaceRoutes(apart, () => ({}));
  }, SIGNED_IN);
  const { workspaces, activities } = api.ports;

  return {
    ...api,
    /** Sends with any bearer. */
    askAs: (bearer: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      api.send({ method, path, body, headers: { authorization: `Bearer ${bearer}`, ...headers } }),
    /** Makes a token of the workspace `acmeacme` with these scopes, past the API; returns it. */
    async tokenWith(scopes: Scope[] | null, id = '900'): Promise<string> {
      const bearer = formatAccessToken('acmeacme', id.padStart(43, 't'));
      const staffed = await workspaces.staffed('acmeacme');
      if (staffed === undefined) throw new Error('no workspace');
      const token = anAccessToken({ id, hash: await sha256(bearer), scopes, version: 0 });
      await workspaces.administer({ workspace: staffed.workspace, tokens: { put: [token] }, activities: [] });
      return bearer;
    },
    /** What the log says, oldest first. */
    async logged(): Promise<string[]> {
      const { json } = await api.ask('GET', '/admins/activity_logs?created_at_after=0');
      return (json as Logs).activity_logs
        .map(({ activity_type, activity_description }) => `${activity_type}: ${activity_description}`)
        .toReversed();
    },
    activities: () => activities.list('acmeacme', { from: 0, to: NOW }),
  };
}
