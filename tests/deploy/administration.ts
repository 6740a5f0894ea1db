import { connectionStore } from '#store/respond/connections';
import { openTable } from '#store/table/dynamo-table';
import { call } from '../../scripts/walkthrough/campaign.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { clientSettings } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

const HOUR_MS = 3_600_000;

type Logs = { activity_logs: { activity_type: string }[] };

/** Access tokens, settings, teammates and teams, so that the function behind them has done what its role allows. */
export async function administer(
  checks: Checks,
  product: Product,
  emulator: Emulator,
  tableName: string,
): Promise<void> {
  const { id: workspaceId, accessToken } = product.workspace;
  const send = (bearer: string, method: string, path: string) =>
    fetch(`${product.http}${path}`, { method, headers: { authorization: `Bearer ${bearer}` } });

  await checks.check('an access token does what its scopes say until it is revoked', async () => {
    const made = await call<{ id: string; token: string }>(product, 'POST', '/access_tokens', {
      name: 'Reader',
      scopes: ['read_people'],
    });
    const statuses = [
      (await send(made.token, 'GET', '/contacts')).status,
      (await send(made.token, 'GET', '/tags')).status,
    ];
    statuses.push((await send(made.token, 'GET', '/conversations')).status);
    await send(accessToken, 'DELETE', `/access_tokens/${made.id}`);
    statuses.push((await send(made.token, 'GET', '/contacts')).status);
    if (statuses.join() !== '200,200,403,401') throw new Error(`It is answered ${statuses.join()}`);
  });

  await checks.check('a teammate comes, belongs to a team, and is removed with the sockets', async () => {
    const admin = await call<{ id: string }>(product, 'POST', '/admins', { name: 'Eve', email: 'eve@example.com' });
    const team = await call<{ id: string }>(product, 'POST', '/teams', { name: 'Sales', admin_ids: [admin.id] });
    const connections = connectionStore(openTable(tableName, clientSettings(emulator)));
    const listener = { workspaceId, kind: 'admin' as const, id: admin.id };
    const socket = { id: 'of-a-removed-teammate', listener, connectedAt: Date.now(), expiresAt: Date.now() + HOUR_MS };
    await connections.open(socket);
    for (const path of [`/teams/${team.id}`, `/admins/${admin.id}`]) {
      const { ok, status } = await send(accessToken, 'DELETE', path);
      if (!ok) throw new Error(`DELETE ${path} answers ${status}`);
    }
    if ((await connections.find(socket.id)) !== undefined) throw new Error('The socket still listens');
  });

  await checks.check('settings are changed, and the log knows all of it', async () => {
    await call(product, 'PUT', `/workspaces/${workspaceId}`, { timezone: 'Europe/Berlin' });
    await call(product, 'GET', '/workspaces');
    const { activity_logs } = await call<Logs>(product, 'GET', '/admins/activity_logs?created_at_after=0');
    const types = activity_logs.map(({ activity_type }) => activity_type);
    for (const type of ['app_timezone_change', 'admin_deletion', 'app_team_creation', 'oauth_token_revocation'])
      if (!types.includes(type)) throw new Error(`The log does not know ${type}`);
  });
}
