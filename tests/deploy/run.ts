/**
 * `npm run test:deploy`: a real bootstrap and deployment into an emulator that nobody here wrote, over TLS
 * and with IAM enforced, exactly as a user would make it; then the main path through the deployed functions.
 */
import { appendFileSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Product } from '../../scripts/walkthrough/product.ts';
import { administer } from './administration.ts';
import { Checks, print } from './checks.ts';
import { run } from './command.ts';
import { walkTheDataApi } from './data-api.ts';
import { walkTheExport } from './data-export.ts';
import { walkTheImports } from './data-import.ts';
import { contactCount, deadLetters, stackOutputs } from './data-plane.ts';
import { walkTheDeadLetters } from './dead-letters.ts';
import { reachable, redirectPushes, rolesOfFunctions } from './deployed-product.ts';
import { type Emulator, pythonEnvironment, startEmulator } from './emulator.ts';
import { walk } from './journey.ts';
import { subscribeToDeliveries } from './mail-reports.ts';
import { deniedCalls, grantsByFunction, unusedGrants } from './permissions.ts';
import { walkTheRest } from './rest.ts';
import { workingCopy } from './working-copy.ts';
import { walkTheDeletion } from './workspace-deletion.ts';

const MAIL_DOMAIN = 'example.com';
const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
const scratch = mkdtempSync(join(tmpdir(), 'parley-deploy-'));
const copy = join(scratch, 'clone');
const checks = new Checks();
let emulator: Emulator | undefined;

try {
  const python = await checks.require('a Python environment from pinned requirements', () =>
    pythonEnvironment(repository),
  );
  const started = await checks.require('ministack starts over TLS with IAM enforced', () =>
    startEmulator(repository, scratch, python, `no-reply@${MAIL_DOMAIN}`),
  );
  emulator = started;
  await workingCopy(repository, copy);
  const user = { cwd: copy, env: started.environment };
  const deploy = () => run(user, 'npm', 'run', 'deploy', '--', '-c', `mailDomain=${MAIL_DOMAIN}`);
  const templates = () =>
    globSync('*.template.json', { cwd: join(copy, 'cdk.out') }).map((file) => join(copy, 'cdk.out', file));

  await checks.require('cdk bootstrap', () => run(user, 'npx', 'cdk', 'bootstrap', 'aws://000000000000/us-east-1'));
  await checks.require('npm run deploy', deploy);
  await checks.check('cfn-lint is clean on every template', () => run(user, join(python, 'cfn-lint'), ...templates()));

  const printed = await checks.require('npm run workspace -- create prints the ready object', async () => {
    const asked = ['create', '--name', 'Acme', '--admin-email', 'maya@example.com', '--json'];
    const output = await run(user, 'npm', 'run', '--silent', 'workspace', '--', ...asked);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Product;
  });
  const product = reachable(printed, started);
  await checks.require('one variable redirects the pushes', async () => {
    const redirected = await redirectPushes(product, started);
    if (redirected.length !== 3)
      throw new Error(`Expected push, frames and follow-up to hold it, found ${redirected.join(', ')}`);
  });

  const outputs = await stackOutputs(started, ['data', 'mail']);
  await subscribeToDeliveries(started, MAIL_DOMAIN, outputs.get('FeedbackTopicArn') ?? '');

  const tableName = outputs.get('TableName') ?? '';
  // What failed on the way is counted already; the checks after it still tell something.
  await walk(checks, product, started)
    .then((walked) => walkTheRest(checks, product, started, walked, tableName))
    .then(() => walkTheDataApi(checks, product, started, tableName))
    .then(() => walkTheImports(checks, product))
    .then(() => walkTheExport(checks, product))
    .then(() => administer(checks, product, started, tableName))
    .catch((error: unknown) => print(String(error)));

  await checks.check('no call was denied', () => none(deniedCalls(started.decisionsFile)));
  const roles = await rolesOfFunctions(started);
  await checks.check('no role holds an action that its function never used', () =>
    none(unusedGrants(grantsByFunction(templates()), roles, started.decisionsFile)),
  );
  await walkTheDeadLetters(checks, started, async (...command) => {
    const output = await run(user, 'npm', 'run', '--silent', 'workspace', '--', ...command);
    return output.trim().split('\n').at(-1) ?? '';
  }).catch((error: unknown) => print(String(error)));
  await checks.check('npm run workspace -- senders grants, takes back and refuses foreign domains (X9)', async () => {
    const senders = (...more: string[]) =>
      run(user, 'npm', 'run', '--silent', 'workspace', '--', 'senders', '--workspace', product.workspace.id, ...more);
    const sender = `hello@${MAIL_DOMAIN}`;
    const granted = await senders('--add', sender);
    if (!granted.includes(sender)) throw new Error(`Granted, it prints ${granted}`);
    const refused = await senders('--add', 'hello@foreign.example').catch((error: unknown) => String(error));
    if (!refused.includes('senderDomains=foreign.example')) throw new Error(`A foreign domain: ${refused}`);
    const left = await senders('--remove', sender);
    if (left.includes(sender)) throw new Error(`Taken back, it prints ${left}`);
  });
  await walkTheDeletion(checks, product, {
    emulator: started,
    outputs,
    workspace: async (...command) => {
      const output = await run(user, 'npm', 'run', '--silent', 'workspace', '--', ...command);
      return output.trim().split('\n').at(-1) ?? '';
    },
  });
  await checks.check('the dead-letter queues are empty', async () => none(await deadLetters(started)));

  const before = await contactCount(started);
  await checks.check('a second deployment with changed code keeps the data', async () => {
    appendFileSync(
      join(copy, 'functions/api/workspace/handler.ts'),
      "\nglobalThis.process.title = 'second deployment';\n",
    );
    await deploy();
    const answer = await fetch(`${product.http}/me`, {
      headers: { authorization: `Bearer ${product.workspace.accessToken}` },
    });
    if (!answer.ok) throw new Error(`GET /me answers ${answer.status} ${await answer.text()}`);
  });
  await checks.check('tear-down keeps the table and what it holds', async () => {
    await run(user, 'npx', 'cdk', 'destroy', '--all', '--force', '-c', `mailDomain=${MAIL_DOMAIN}`);
    const after = await contactCount(started);
    if (before === 0 || after !== before) throw new Error(`${before} contacts before, ${after} after`);
  });
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
} finally {
  await emulator?.stop();
  if (process.env.KEEP_SCRATCH) print(`Kept ${scratch}`);
  else rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = checks.close() ? 0 : 1;

function none(found: string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'));
}
