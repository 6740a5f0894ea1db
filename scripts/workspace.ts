/**
 * `npm run workspace -- create --name X --admin-email a@b [--stage prod] [--timezone UTC] [--json]`:
 * reads the outputs of the deployed stacks, creates a workspace with its first teammate and prints where
 * everything is. The access token and the identity secret are shown this once.
 */
import { parseArgs } from 'node:util';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { openTable } from '#store/dynamo-table';
import { workspaceStore } from '#store/workspaces';
import { createWorkspace } from '#usecases/workspace-creation';
import { deployment } from './deployed/deployment.ts';
import { inviteTeammate } from './deployed/teammate.ts';
import type { Product } from './walkthrough/product.ts';

const USAGE =
  'npm run workspace -- create --name "Acme" --admin-email you@example.com [--stage prod] [--timezone UTC] [--json]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    'admin-email': { type: 'string' },
    'admin-name': { type: 'string' },
    stage: { type: 'string', default: 'prod' },
    timezone: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const email = values['admin-email'];

if (positionals[0] !== 'create' || !values.name || !email?.includes('@')) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  const deployed = await deployment(values.stage);
  const ports = { workspaces: workspaceStore(openTable(deployed.tableName)), clock: systemClock, ids: randomIds };
  const created = await createWorkspace(ports, {
    name: values.name,
    admins: [{ name: values['admin-name'] ?? email.slice(0, email.indexOf('@')), email }],
    ...(values.timezone ? { timezone: values.timezone } : {}),
  });
  await inviteTeammate(deployed.userPoolId, email);

  const ready: Product = {
    http: deployed.http,
    websocket: deployed.websocket,
    inbox: `${deployed.http}/inbox?workspace=${created.workspace.id}`,
    workspace: { id: created.workspace.id, accessToken: created.accessToken, identitySecret: created.identitySecret },
    admins: created.admins.map(({ id, email }) => ({ id, email })),
  };
  process.stdout.write(values.json ? `${JSON.stringify(ready)}\n` : inWords(ready, email));
}

function inWords({ http, websocket, inbox, workspace }: Product, email: string): string {
  return `
Workspace ${workspace.id} is ready. Keep these three; the secrets cannot be shown again.

  Access token      ${workspace.accessToken}
  Identity secret   ${workspace.identitySecret}
  HTTP API          ${http}        (baseUrl of intercom-client)
  WebSocket         ${websocket}
  Inbox             ${inbox}

${email} gets a mail with a temporary password for the inbox.
`;
}
