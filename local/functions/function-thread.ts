/**
 * One instance of a function, in a thread of its own: makes the clock virtual, imports the bundle once, and
 * answers events one at a time.
 */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { installVirtualDate } from '../clock/virtual-date.ts';
import { numberRoundTrips } from './number-round-trips.ts';

/** What the thread is told at its start. `file` is the module and `exported` the name of the handler in it. */
export type ThreadData = {
  clock: SharedArrayBuffer;
  file: string;
  exported: string;
  name: string;
  arn: string;
  memory: number;
  timeoutMs: number;
};

export type ThreadRequest = { requestId: string; event: string };
export type ThreadAnswer =
  | { ok: true; value: string | undefined }
  | { ok: false; type: string; message: string; trace: string };

type Handler = (event: unknown, context: object) => unknown;

const data: ThreadData = workerData;
installVirtualDate(data.clock);
numberRoundTrips();
process.setSourceMapsEnabled(true);
const handler = await importHandler();

parentPort?.on('message', ({ requestId, event }: ThreadRequest) => {
  void answer(requestId, event).then((result) => parentPort?.postMessage(result));
});

async function answer(requestId: string, event: string): Promise<ThreadAnswer> {
  try {
    const value = await handler(JSON.parse(event), context(requestId));
    return { ok: true, value: JSON.stringify(value) };
  } catch (error) {
    return failed(error);
  }
}

async function importHandler(): Promise<Handler> {
  try {
    const module: Record<string, unknown> = await import(pathToFileURL(data.file).href);
    const found = module[data.exported] ?? Reflect.get(Object(module['default']), data.exported);
    if (typeof found !== 'function') throw new TypeError(`${data.file} does not export ${data.exported}`);
    return (event, lambdaContext) => found(event, lambdaContext);
  } catch (error) {
    // Lambda reports a failed start as the failure of the event.
    return () => Promise.reject(error);
  }
}

/** The context object of Lambda's Node runtime. */
function context(requestId: string): object {
  const deadline = performance.now() + data.timeoutMs;
  return {
    awsRequestId: requestId,
    functionName: data.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.arn,
    memoryLimitInMB: String(data.memory),
    logGroupName: `/aws/lambda/${data.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

function failed(error: unknown): ThreadAnswer {
  if (!(error instanceof Error)) return { ok: false, type: 'Error', message: String(error), trace: '' };
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : '';
  return { ok: false, type: error.name, message: error.message, trace: `${error.stack ?? ''}${cause}` };
}
