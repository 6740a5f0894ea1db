import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFunction } from '../assembly/deployment.ts';
import type { Usage } from '../aws/usage.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import { functionEnvironment } from './function-environment.ts';
import { FunctionInstance, type Outcome } from './function-instance.ts';

const MAX_POOL = 3;

/** What all functions of the runtime share. */
export type PoolSurroundings = {
  clock: VirtualClock;
  usage: Usage;
  /** The address of the AWS proxy. */
  aws: string;
  log(service: string, line: string): void;
  /** Called before an instance starts. */
  makeRoom(): void;
};

/** The instances of one function: started when needed, reused, at most three at once. */
export class FunctionPool {
  readonly service: string;
  readonly name: string;
  readonly arn: string;
  readonly #function: LocalFunction;
  readonly #around: PoolSurroundings;
  /** The longest idle first. */
  readonly #idle: { key: string; instance: FunctionInstance; since: number }[] = [];
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
      if (!instance.ended) this.#idle.push({ key, instance, since: performance.now() });
      this.#waiting.shift()?.();
    }
  }

  /** Returns the instance that holds an access key, while it runs an event. */
  busyInstance(key: string): FunctionInstance | undefined {
    return this.#busy.get(key);
  }

  /** How many instances live. */
  get instances(): number {
    return this.#idle.length + this.#busy.size;
  }

  /** Since when its longest idle instance has had nothing to do; undefined when none is idle. */
  get idleSince(): number | undefined {
    return this.#idle[0]?.since;
  }

  /** Ends its longest idle instance, as Lambda does after a while. */
  endIdle(): void {
    void this.#idle.shift()?.instance.kill();
  }

  /** Ends all instances; events that still run fail. */
  async stop(): Promise<void> {
    const all = [...this.#idle.map(({ instance }) => instance), ...this.#busy.values()];
    await Promise.all(all.map((instance) => instance.kill()));
  }

  #start(): { key: string; instance: FunctionInstance } {
    this.#around.makeRoom();
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
        ...functionEnvironment(this.#around.aws, key),
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
