import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Product } from '../../scripts/walkthrough/product.ts';
import { type Emulator, REGION } from './emulator.ts';

/**
 * Takes what `npm run workspace` printed; returns it with the addresses under which the emulator answers,
 * which has no DNS for execute-api.
 */
export function reachable(product: Product, { port }: Emulator): Product {
  const base = `https://127.0.0.1:${port}/_aws/execute-api`;
  const http = `${base}/${apiId(product.http)}/%24default`;
  const stage = new URL(product.websocket).pathname;
  return {
    ...product,
    http,
    inbox: product.inbox.replace(product.http, http),
    websocket: `${base.replace('https', 'wss')}/${apiId(product.websocket)}${stage}`,
  };
}

/** Points every function that pushes to sockets at the emulator, by the one variable that says where. Returns their names. */
export async function redirectPushes({ websocket }: Product, { environment, port }: Emulator): Promise<string[]> {
  const lambda = new LambdaClient(clientSettings({ environment, port }));
  const redirected: string[] = [];
  for (const FunctionName of await functionNames(lambda)) {
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const variables = Environment?.Variables ?? {};
    if (!variables.WEBSOCKET_CALLBACK_URL) continue;
    const Variables = { ...variables, WEBSOCKET_CALLBACK_URL: websocket.replace('wss:', 'https:') };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    redirected.push(FunctionName);
  }
  return redirected;
}

/** Returns the name of the role of each deployed function. */
export async function rolesOfFunctions(emulator: Pick<Emulator, 'environment' | 'port'>): Promise<Map<string, string>> {
  const { Functions = [] } = await new LambdaClient(clientSettings(emulator)).send(new ListFunctionsCommand({}));
  return new Map(Functions.map(({ FunctionName = '', Role = '' }) => [FunctionName, Role.split('/').at(-1) ?? '']));
}

/** Settings of an SDK client of the test itself, which acts as the owner of the account. */
export function clientSettings({ port }: Pick<Emulator, 'environment' | 'port'>) {
  return {
    endpoint: `https://127.0.0.1:${port}`,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}

/** Asks again every half second until the answer is there. Throws an Error that names what was awaited, after `seconds`. */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
    await sleep(500);
  }
}

async function functionNames(lambda: LambdaClient): Promise<string[]> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  return Functions.flatMap(({ FunctionName }) => FunctionName ?? []);
}

function apiId(url: string): string {
  const [id = ''] = new URL(url).hostname.split('.');
  return id;
}

/** Waits for a promise no longer than that. Throws an Error that names what was awaited. */
export async function within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  const late = sleep(seconds * 1000, undefined, { ref: false }).then(() => {
    throw new Error(`Not within ${seconds} s: ${what}`);
  });
  return Promise.race([promise, late]);
}
