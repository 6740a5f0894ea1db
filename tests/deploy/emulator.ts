import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { run } from './command.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';

export const REGION = 'us-east-1';
const START_TIMEOUT_MS = 60_000;

export type Emulator = {
  port: number;
  /** What a user sets to deploy into it. */
  environment: Record<string, string>;
  decisionsFile: string;
  logFile: string;
  /** Where mails arrive that SES accepted. */
  mailbox: Mailbox;
  stop(): Promise<void>;
};

/** Takes the repository; returns the bin folder of a Python environment that holds the pinned requirements. */
export async function pythonEnvironment(repository: string): Promise<string> {
  const folder = join(repository, '.venv');
  const bin = join(folder, 'bin');
  const requirements = join(repository, 'tests/deploy/requirements.txt');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = join(folder, 'requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return bin;

  const here = { cwd: repository, env: environmentOf(process.env) };
  await run(here, 'python3', '-m', 'venv', '--clear', folder);
  await run(
    here,
    join(bin, 'python'),
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '-r',
    requirements,
  );
  writeFileSync(stamp, wanted);
  return bin;
}

/** Takes the repository, a scratch folder, the Python environment and whom mails come from; starts ministack over TLS with IAM enforced. */
export async function startEmulator(
  repository: string,
  scratch: string,
  pythonBin: string,
  sender: string,
): Promise<Emulator> {
  const certificate = await selfSignedCertificate(scratch);
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificate.cert, 'utf8')]);
  const port = await freePort();
  const mailbox = await startMailbox();
  const decisionsFile = join(scratch, 'decisions.jsonl');
  const logFile = join(scratch, 'ministack.log');
  writeFileSync(decisionsFile, '');

  const credentials = {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    NODE_EXTRA_CA_CERTS: certificate.cert,
    // The CDK's command line reads this one.
    AWS_CA_BUNDLE: certificate.cert,
  };
  const base = { ...environmentOf(process.env), PATH: nodeFirst(repository) };
  const log = openSync(logFile, 'a');
  const server = spawn(join(pythonBin, 'python'), [join(repository, 'tests/deploy/record-decisions.py')], {
    cwd: scratch,
    stdio: ['ignore', log, log],
    env: {
      ...base,
      ...credentials,
      USE_SSL: '1',
      MINISTACK_SSL_CERT: certificate.cert,
      MINISTACK_SSL_KEY: certificate.key,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      AUTH: 'true',
      SMTP_HOST: `127.0.0.1:${mailbox.port}`,
      TMPDIR: scratch,
      PARLEY_DECISIONS: decisionsFile,
      PARLEY_SENDER: sender,
    },
  });
  const url = `https://127.0.0.1:${port}`;
  await waitUntilReady(url, server, logFile);

  return {
    port,
    decisionsFile,
    logFile,
    mailbox,
    environment: {
      ...base,
      ...credentials,
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
    },
    stop: async () => {
      mailbox.close();
      await stop(server);
    },
  };
}

async function selfSignedCertificate(scratch: string): Promise<{ cert: string; key: string }> {
  const cert = join(scratch, 'localhost.crt');
  const key = join(scratch, 'localhost.key');
  const names = 'subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1';
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const here = { cwd: scratch, env: environmentOf(process.env) };
  await run(here, 'openssl', ...request, '-addext', names, '-keyout', key, '-out', cert);
  return { cert, key };
}

async function waitUntilReady(url: string, server: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    const ready = await fetch(`${url}/_ministack/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(200);
  }
  server.kill();
  throw new Error(`ministack did not start:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const closed = new Promise((resolve) => server.once('close', resolve));
  server.kill('SIGTERM');
  await Promise.race([closed, sleep(5000, undefined, { ref: false })]);
  server.kill('SIGKILL');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}

/** The functions' Node is taken from PATH: the repository's Node 24 must come first. */
function nodeFirst(repository: string): string {
  return [join(repository, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
}

/** The environment without AWS settings of the person who runs the test. */
function environmentOf(source: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(source).filter(([name]) => !name.startsWith('AWS_') && name !== 'JEST_WORKER_ID');
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
