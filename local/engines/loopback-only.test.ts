import { readFileSync } from 'node:fs';
import { availableEngines, startDynamoDb } from './dynamodb.ts';
import { startEngineThread } from './engine-thread.ts';

const clock = new SharedArrayBuffer(8);

/** Returns the interface that Linux says a port is bound to, in its own hexadecimal: 0100007F is 127.0.0.1. */
function boundTo(address: string): string[] {
  const port = Number(new URL(address).port).toString(16).toUpperCase().padStart(4, '0');
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${port}`))
    .map(([, local = '']) => local.split(':')[0] ?? '');
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the engines of npm start', () => {
  onLinux.each(['messaging-thread.ts', 'mail-thread.ts', 'sign-in-thread.ts'])(
    'listen on loopback only: %s (Y36)',
    async (module) => {
      const engine = await startEngineThread(`engines/${module}`, { clock, data: undefined });
      try {
        expect(boundTo(engine.address)).toEqual(['0100007F']);
      } finally {
        await engine.stop();
      }
    },
    60_000,
  );

  onLinux('listen on loopback only: DynamoDB (Y36)', async () => {
    expect(availableEngines()).not.toEqual([]);
    const engine = await startDynamoDb();
    try {
      expect(boundTo(engine.endpoint)).toEqual(['0100007F']);
    } finally {
      await engine.stop();
    }
  });
});
