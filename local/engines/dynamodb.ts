import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '#domain/kernel/failure';
import { repository } from '../repository.ts';
import { freePort } from './free-port.ts';
import { indexStreamRecords } from './index-stream-records.ts';
import { spawnWithLifeline } from './lifeline.ts';

export type Engine = { endpoint: string; stop(): Promise<void> };

export type DynamoDbEngineName = 'dynoxide' | 'dynamodb-local' | 'endpoint';

const STARTS_WITHIN_MS = 20_000;

/**
 * Starts a DynamoDB engine: the one asked for, else the first that this machine can run. Takes the folder
 * to keep data in; without it data is gone when the engine stops. @throws unavailable with what to install when there is none.
 */
export async function startDynamoDb(
  options: { data?: string | undefined; engine?: DynamoDbEngineName } = {},
): Promise<Engine> {
  const { data } = options;
  const given = process.env['DYNAMODB_ENDPOINT'];
  const engine = options.engine ?? (given ? 'endpoint' : availableEngines()[0]);
  if (engine === 'endpoint' && given) return { endpoint: given.replace(/\/$/, ''), stop: async () => {} };
  if (data) mkdirSync(data, { recursive: true });

  const port = await freePort();
  if (engine === 'dynoxide') {
    const scratch = data ? undefined : mkdtempSync(join(tmpdir(), 'parley-table-'));
    const file = join(data ?? scratch ?? '', 'dynamodb.sqlite');
    const args = ['serve', '--port', String(port), '--db-path', file];
    const started = await start(port, dynoxide() ?? '', args, scratch);
    indexStreamRecords(file);
    return started;
  }
  if (engine === 'dynamodb-local') {
    const home = dynamoDbLocal() ?? '';
    const stored = data ? ['-dbPath', data] : ['-inMemory'];
    const java = [`-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`, '-jar', join(home, 'DynamoDBLocal.jar')];
    return start(port, 'java', [...java, '-port', String(port), '-sharedDb', ...stored]);
  }
  throw new Failure(
    'unavailable',
    `No DynamoDB engine for ${process.platform} ${process.arch}: install Java 11 or newer, or let DYNAMODB_ENDPOINT name one that runs${process.platform === 'linux' && process.arch === 'x64' ? ', or run `npm ci` again for @dynoxide/linux-x64' : ''}.`,
  );
}

/** Returns the engines that this machine can start, the preferred one first. */
export function availableEngines(): DynamoDbEngineName[] {
  const engines: DynamoDbEngineName[] = [];
  if (dynoxide()) engines.push('dynoxide');
  if (dynamoDbLocal() && spawnSync('java', ['-version']).status === 0) engines.push('dynamodb-local');
  return engines;
}

async function start(port: number, program: string, args: string[], scratch?: string): Promise<Engine> {
  const { child, stop } = spawnWithLifeline(program, args, scratch);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
  }
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const answers = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answers) return { endpoint, stop };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await stop();
  throw new Failure('unavailable', `The DynamoDB engine ${program} did not start: ${said.trim()}`);
}

function dynoxide(): string | undefined {
  const program = join(packageFolder(`@dynoxide/${process.platform}-${process.arch}`) ?? '', 'dynoxide');
  return existsSync(program) ? program : undefined;
}

function dynamoDbLocal(): string | undefined {
  const home = join(packageFolder('amplify-dynamodb-simulator') ?? '', 'emulator');
  return existsSync(join(home, 'DynamoDBLocal.jar')) ? home : undefined;
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(createRequire(join(repository, 'package.json')).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
