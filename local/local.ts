import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { stop as stopBuilding } from 'esbuild';
import { Failure } from '#domain/kernel/failure';
import { synthesize } from './assembly/synthesize.ts';
import { buildDemo } from './demo-site.ts';
import type { DynamoDbEngineName } from './engines/dynamodb.ts';
import { startEngines } from './engines/start-engines.ts';
import { ProductRuntime } from './product-runtime.ts';
import type { Ready } from './ready.ts';
import { lockData } from './start/data-lock.ts';

export type LocalOptions = {
  /** Of the HTTP and WebSocket APIs; 0, the default, picks one. */
  port?: number;
  /** Keeps data in this folder; without it data ends with the runtime. */
  data?: string;
  /** A synthesized cloud assembly; without it the present sources are synthesized. */
  assembly?: string;
  /** The DynamoDB engine; the first available one by default. */
  dynamodb?: DynamoDbEngineName;
  /** Whether to make a workspace in an empty table, and to fill it; both by default. */
  seed?: 'content' | 'workspace' | 'nothing';
  /** Takes lines of functions that a person should see; with `verbose` all of them. */
  log?: (line: string) => void;
  verbose?: boolean;
  /** Takes a line for each step of the start. */
  progress?: (line: string) => void;
};

/** The running product. */
export type Local = {
  ready: Ready;
  /** Calls the HTTP API as the workspace's own server would: takes a path and what `fetch` takes. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Calls a control endpoint: takes a method, a path below `/_local` and a body; returns its answer. @throws unavailable when refused. */
  control<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Takes changed sources into use: synthesizes again and replaces functions, routes and triggers. */
  reload(): Promise<void>;
  /** Takes new code of functions, its folder by their service, and runs that. */
  swapCode(folders: Map<string, string>): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the whole product on loopback from a synthesized cloud assembly. Any number may run side by side.
 * @throws unavailable with what to install when an engine is missing, or when the port is taken.
 */
export async function startLocal(options: LocalOptions = {}): Promise<Local> {
  const data = options.data === undefined ? undefined : resolve(options.data);
  const progress = options.progress ?? (() => {});
  const lock = data === undefined ? undefined : lockData(data);
  const runtime = new ProductRuntime({
    data,
    progress,
    seed: options.seed ?? 'content',
    log: options.log,
    verbose: options.verbose ?? false,
  });
  const stop = () => runtime.stop().finally(() => lock?.release());
  try {
    progress('Starting DynamoDB, S3, SQS, mail and sign-in on this machine …');
    const starting = startEngines({
      clock: runtime.clock.shared,
      data: data && join(data, 'engines'),
      dynamodb: options.dynamodb,
    });
    const others = Promise.all([
      options.assembly ?? synthesize(progress),
      listen(runtime.gateway, options.port ?? 0),
      listen(runtime.proxy, 0),
    ]).catch(async (error: Error) => {
      // Engines that started although something else failed must not stay.
      await starting.then((engines) => engines.stop()).catch(() => {});
      throw error;
    });
    const [engines, [assembly]] = await Promise.all([starting, others]);
    if (options.assembly === undefined) buildDemo();
    progress('Making tables, queues and routes …');
    await runtime.start(engines, assembly);
    await stopBuilding();
  } catch (error) {
    await stop();
    throw error;
  }
  return localOf(runtime, options.assembly, stop);
}

function localOf(runtime: ProductRuntime, assembly: string | undefined, stop: () => Promise<void>): Local {
  const { ready } = runtime;
  if (!ready) throw new Failure('internal', 'The runtime started without a workspace.');
  return {
    ready,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${ready.workspace.accessToken}`);
      if (init.body && !headers.has('content-type')) headers.set('content-type', 'application/json');
      return fetch(`${ready.http}${path}`, { ...init, headers });
    },
    control: async (method, path, body) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${ready.http}/_local${path}`, { method, ...sent });
      const text = await answer.text();
      if (!answer.ok) throw new Failure('unavailable', `${method} /_local${path} answered ${answer.status}: ${text}`);
      return JSON.parse(text);
    },
    reload: async () => {
      if (assembly === undefined) buildDemo();
      await runtime.load(assembly ?? (await synthesize()));
    },
    swapCode: (folders) => runtime.swapCode(folders),
    stop,
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken ? new Failure('unavailable', `Port ${port} is taken: choose another with --port, or 0 for any.`) : error,
      );
    });
    server.listen(port, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}
