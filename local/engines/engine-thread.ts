import { Worker } from 'node:worker_threads';
import { Failure } from '#domain/kernel/failure';
import { threadCode } from '../thread-code.ts';

/** An engine in a thread of its own. `tell` passes it news while it runs. */
export type EngineThread = { address: string; tell(news: unknown): void; stop(): Promise<void> };

/**
 * Takes the module of an engine, within `local/`, and what it needs; starts it in a thread. The module posts `{ address }`
 * when it listens. @throws unavailable with what to install when its package is missing.
 */
export function startEngineThread(module: string, data: unknown): Promise<EngineThread> {
  const worker = new Worker(threadCode(module), {
    workerData: data,
    stdout: true,
    stderr: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  return new Promise((resolve, reject) => {
    worker.once('message', ({ address }: { address: string }) => {
      resolve({
        address,
        tell: (news) => worker.postMessage(news),
        stop: async () => {
          await worker.terminate();
        },
      });
    });
    worker.once('error', (error) => reject(missing(error)));
  });
}

function missing(error: Error): Error {
  const name = error.message.match(/Cannot find package '([^']+)'/)?.[1];
  if (!name) return error;
  return new Failure('unavailable', `The package ${name} is missing: run \`npm ci\`.`, { cause: error });
}
