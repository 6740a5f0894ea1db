/**
 * `npm run workspace -- create --name X --admin-email a@b [--admin-name N] [--stage prod] [--timezone UTC] [--json]`:
 * reads the outputs of the deployed stacks, creates a workspace with its first teammate and prints where everything is.
 * The access token and the identity secret are shown this once.
 * `npm run workspace -- invite --workspace ID --admin-email a@b [--admin-name N] [--stage prod]`: adds a teammate, if the
 * workspace has none of that address yet, and lets them sign in.
 * `npm run workspace -- senders --workspace ID [--add a@b | --remove a@b] [--stage prod]`: which addresses a workspace may send
 * as beside the default. Workspaces share one account of SES, so whoever runs the product says who sends as whom.
 * `npm run workspace -- dead-letters [--stage prod] [--json]`: lists work that was given up, with its reason;
 * `npm run workspace -- redrive [--stage prod]`: sends it round again.
 */
import { parseArgs } from 'node:util';
import { EmailAddress, envelopeAddress } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { openTable } from '#store/table/dynamo-table';
import { workspaceStore } from '#store/workspace/workspaces';
import { grantSender } from '#usecases/workspace/senders';
import { addAdmin } from '#usecases/workspace/teammates';
import { createWorkspace } from '#usecases/workspace/workspace-creation';
import { type DeadLetter, listDeadLetters, redriveDeadLetters } from './dead-letters/dead-letters.ts';
import { deployedDeadLetters } from './deployed/dead-letters.ts';
import { deployment } from './deployed/deployment.ts';
import { inviteTeammate } from './deployed/teammate.ts';
import type { Product } from './walkthrough/product.ts';

const USAGE = `npm run workspace -- create --name "Acme" --admin-email you@example.com [--stage prod] [--timezone UTC] [--json]
npm run workspace -- invite --workspace ID --admin-email them@example.com [--admin-name "Eve"] [--stage prod]
npm run workspace -- senders --workspace ID [--add hello@example.com | --remove hello@example.com] [--stage prod]
npm run workspace -- dead-letters [--stage prod] [--json]
npm run workspace -- redrive [--stage prod] [--json]
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    workspace: { type: 'string' },
    'admin-email': { type: 'string' },
    'admin-name': { type: 'string' },
    add: { type: 'string' },
    remove: { type: 'string' },
    stage: { type: 'string', default: 'prod' },
    timezone: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const email = values['admin-email'] ?? '';
const [command] = positionals;

if (command === 'create' && values.name && email.includes('@')) await create(values.name);
else if (command === 'invite' && values.workspace && email.includes('@')) await invite(values.workspace);
else if (command === 'senders' && values.workspace) await senders(values.workspace);
else if (command === 'dead-letters') await showDeadLetters();
else if (command === 'redrive') await redrive();
else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

async function create(name: string): Promise<void> {
  const { deployed, ports } = await connected();
  const created = await createWorkspace(ports, {
    name,
    admins: [{ name: adminName(), email }],
    ...(values.timezone ? { timezone: values.timezone } : {}),
  });
  await inviteTeammate(deployed.userPoolId, email);

  const ready: Product = {
    http: deployed.http,
    websocket: deployed.websocket,
    inbox: `${deployed.http}/inbox?workspace=${created.workspace.id}`,
    workspace: { id: created.workspace.id, accessToken: created.accessToken, identitySecret: created.identitySecret },
    admins: created.admins.map((admin) => ({ id: admin.id, email: admin.email })),
  };
  process.stdout.write(values.json ? `${JSON.stringify(ready)}\n` : inWords(ready));
}

/** The API adds teammates too, but only whoever holds the AWS account lets an address sign in: so it may be known already. */
async function invite(workspaceId: string): Promise<void> {
  const { deployed, ports } = await connected();
  const [first] = (await ports.workspaces.listAdmins(workspaceId)).toSorted((a, b) => a.createdAt - b.createdAt);
  if (first === undefined) throw new Error(`There is no workspace ${workspaceId}`);
  const actor = { kind: 'admin' as const, workspaceId, adminId: first.id };
  await addAdmin(ports, actor, { name: adminName(), email }).catch((error: unknown) => {
    if (!isFailure(error, 'conflict')) throw error;
  });
  await inviteTeammate(deployed.userPoolId, email);
  process.stdout.write(
    `${email} gets a mail with a temporary password for ${deployed.http}/inbox?workspace=${workspaceId}\n`,
  );
}

async function showDeadLetters(): Promise<void> {
  const { keptRecordsBucket } = await deployment(values.stage);
  const letters = await listDeadLetters(await deployedDeadLetters(values.stage, keptRecordsBucket));
  process.stdout.write(values.json ? `${JSON.stringify(letters)}\n` : lettersInWords(letters));
}

async function redrive(): Promise<void> {
  const { keptRecordsBucket } = await deployment(values.stage);
  const done = await redriveDeadLetters(await deployedDeadLetters(values.stage, keptRecordsBucket));
  const inWords = `${done.redriven} sent round again, ${done.left} left\n`;
  process.stdout.write(values.json ? `${JSON.stringify(done)}\n` : inWords);
}

function lettersInWords(letters: DeadLetter[]): string {
  if (letters.length === 0) return 'Nothing was given up.\n';
  const lines = letters.map((each) => `${each.since}  ${each.in}\n  ${each.what}: ${each.about}\n  ${each.reason}\n`);
  return `${lines.join('\n')}\n${letters.length} in all. Once the cause is mended: npm run workspace -- redrive\n`;
}

async function senders(workspaceId: string): Promise<void> {
  const { deployed, ports } = await connected();
  const [workspace, [first]] = await Promise.all([
    ports.workspaces.get(workspaceId),
    ports.workspaces.listAdmins(workspaceId),
  ]);
  if (workspace === undefined || first === undefined) throw new Error(`There is no workspace ${workspaceId}`);
  const actor = { kind: 'admin' as const, workspaceId, adminId: first.id };
  let granted = workspace.senders;
  if (values.add) granted = await grantSender(ports, actor, { add: sendable(values.add, deployed.senderDomains) });
  if (values.remove) granted = await grantSender(ports, actor, { remove: values.remove });
  process.stdout.write(['no-reply at the mail domain', ...granted].map((sender) => `${sender}\n`).join(''));
}

/** IAM would refuse every mail from elsewhere, long after the grant. */
function sendable(written: string, domains: string[]): string {
  const address = EmailAddress.parse(written);
  const domain = envelopeAddress(address).split('@').at(-1)?.toLowerCase() ?? '';
  if (domains.includes(domain)) return address;
  throw new Error(`Mails leave as ${domains.join(', ')} alone. Deploy with -c senderDomains=${domain} first.`);
}

async function connected() {
  const deployed = await deployment(values.stage);
  const ports = { workspaces: workspaceStore(openTable(deployed.tableName)), clock: systemClock, ids: randomIds };
  return { deployed, ports };
}

function adminName(): string {
  return values['admin-name'] ?? email.slice(0, email.indexOf('@'));
}

function inWords({ http, websocket, inbox, workspace }: Product): string {
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
