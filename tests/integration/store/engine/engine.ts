import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createTable } from '#store/table/create-table';
import { freePort } from './free-port.ts';

/** A DynamoDB engine that runs for one test file, with one table in it. */
export type Engine = { endpoint: string; client: DynamoDBClient; table: string; stop(): Promise<void> };

export type EngineKind = {
  name: string;
  /** Why it cannot run here, or undefined. */
  absent(): string | undefined;
  command(port: number): [string, ...string[]];
  /** Its stream tells a put of what is there already; that of DynamoDB does not. */
  tellsSameAgain?: boolean;
  /** It compares sort values with an empty one; DynamoDB refuses. */
  takesEmptyBounds?: boolean;
};

const MODULES = join(process.cwd(), 'node_modules');
const DYNOXIDE = join(MODULES, '@dynoxide/linux-x64/dynoxide');
const EMULATOR = join(MODULES, 'amplify-dynamodb-simulator/emulator');
/** DynamoDB Local takes 5 s on an idle machine. */
const START_MS = 60_000;

export const dynoxide: EngineKind = {
  name: 'dynoxide',
  tellsSameAgain: true,
  takesEmptyBounds: true,
  absent: () => (existsSync(DYNOXIDE) ? undefined : '@dynoxide/linux-x64 is not installed (Linux on x64 only)'),
  command: (port) => [DYNOXIDE, '--host', '127.0.0.1', '--port', String(port)],
};

export const dynamodbLocal: EngineKind = {
  name: 'DynamoDB Local',
  absent() {
    if (!existsSync(EMULATOR)) return 'amplify-dynamodb-simulator is not installed';
    try {
      execFileSync('java', ['-version'], { stdio: 'ignore' });
      return undefined;
    } catch {
      return 'there is no Java (11 or newer)';
    }
  },
  command: (port) => [
    'java',
    `-Djava.library.path=${join(EMULATOR, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(EMULATOR, 'DynamoDBLocal.jar'),
    ...['-inMemory', '-sharedDb', '-port', String(port)],
  ],
};

/** Starts an engine on a free port and creates the table in it. */
export async function startEngine(kind: EngineKind): Promise<Engine> {
  const port = await freePort();
  const [program, ...args] = kind.command(port);
  const server = spawn(program, args, { stdio: 'ignore', cwd: tmpdir() });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await answering(client, server);
  const table = 'parley';
  await createTable(client, table);
  return {
    endpoint,
    client,
    table,
    async stop() {
      client.destroy();
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
    },
  };
}

async function answering(client: DynamoDBClient, server: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`the engine ended with ${server.exitCode}`);
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  server.kill('SIGKILL');
  throw new Error('the engine does not answer');
}
