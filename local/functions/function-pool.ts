import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFunction } from '../assembly/deployment.ts';
import type { Usage } from '../aws/usage.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import { FunctionInstance, type Outcome } from './function-instance.ts';

const MAX_POOL = 3;

/** What all functions of the runtime share. */
export type PoolSurroundings = {
  clock: VirtualClock;
  usage: Usage;
  /** The environment that Lambda itself would set; takes the instance's access key. */
  awsEnvironment(accessKeyId: string): Record<string, string>;
  log(service: string, line: string): void;
};

/** The instances of one function: started when needed, reused, at most three at once. */
export class FunctionPool {
  readonly service: string;
  readonly name: string;
  readonly arn: string;
  readonly #function: LocalFunction;
  readonly #around: PoolSurroundings;
  readonly #idle: { key: string; instance: FunctionInstance }[] = [];
  readonly #busy = new Map<string, FunctionInstance>();
  readonly #waiting: (() => void)[] = [];
  #started = 0;
  #invocations = 0;

  constructor(lambda: LocalFunction, around: PoolSurroundings) {
    this.service = lambda.service;
    this.name = lambda.name;
    this.arn = lambda.arn;
    this.#function = lambda;
    this.#around = around;
  }

  /** How many events run or wait. */
  get active(): number {
    return this.#busy.size + this.#waiting.length;
  }

  /** How many invocations began so far. */
  get starts(): number {
    return this.#invocations;
  }

  /** Takes an event; returns how its invocation ended. Waits for a free instance. */
  async invoke(event: unknown, requestId: string = randomUUID()): Promise<Outcome> {
    this.#invocations += 1;
    while (this.#busy.size >= MAX_POOL) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const { key, instance } = this.#idle.pop() ?? this.#start();
    this.#busy.set(key, instance);
    const begun = performance.now();
    try {
      const outcome = await instance.invoke(requestId, event);
      if (!outcome.ok) this.#around.log(this.service, JSON.stringify({ level: 'ERROR', requestId, ...outcome }));
      return outcome;
    } finally {
      this.#around.usage.addInvocation(this.service, performance.now() - begun);
      this.#busy.delete(key);
      if (!instance.ended) this.#idle.push({ key, instance });
      this.#waiting.shift()?.();
    }
  }

  /** Returns the instance that holds an access key, while it runs an event. */
  busyInstance(key: string): FunctionInstance | undefined {
    return this.#busy.get(key);
  }

  /** Ends all instances; events that still run fail. */
  async stop(): Promise<void> {
    const all = [...this.#idle.map(({ instance }) => instance), ...this.#busy.values()];
    await Promise.all(all.map((instance) => instance.kill()));
  }

  #start(): { key: string; instance: FunctionInstance } {
    this.#started += 1;
    const key = `local-${this.service}.${this.#started}`;
    const { handler, environment, memory, timeoutSeconds } = this.#function;
    const [, file = 'index', exported = 'handler'] = handler.match(/^(.*)\.([^.]+)$/) ?? [];
    const instance = new FunctionInstance({
      data: {
        clock: this.#around.clock.shared,
        file: this.#moduleFile(file),
        exported,
        name: this.name,
        arn: this.arn,
        memory,
        timeoutMs: timeoutSeconds * 1000,
      },
      environment: {
        ...environment,
        ...this.#around.awsEnvironment(key),
        AWS_LAMBDA_FUNCTION_NAME: this.name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        _HANDLER: handler,
        // No deployed template has it: only here may a webhook's target be this machine (design section 5).
        PARLEY_ALLOW_LOOPBACK: '1',
        TZ: ':UTC',
      },
      log: (line) => this.#around.log(this.service, line),
    });
    return { key, instance };
  }

  #moduleFile(file: string): string {
    const folder = this.#function.folder ?? '';
    const candidates = ['.mjs', '.js', '.cjs'].map((extension) => join(folder, file + extension));
    return candidates.find(existsSync) ?? join(folder, `${file}.mjs`);
  }
}
