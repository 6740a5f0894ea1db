import { Worker } from 'node:worker_threads';
import { threadCode } from '../thread-code.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './function-thread.ts';

/** How an invocation ended. `type` is what Lambda calls the error. */
export type Outcome = { ok: true; value: unknown } | { ok: false; type: string; message: string; trace: string };

export type InstanceOptions = {
  data: ThreadData;
  environment: Record<string, string>;
  /** Takes each line that the function writes. */
  log(line: string): void;
};

/** A thread that runs one function, one event at a time, like one execution environment of Lambda. */
export class FunctionInstance {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  #finish: ((outcome: Outcome) => void) | undefined;
  #ended = false;

  constructor({ data, environment, log }: InstanceOptions) {
    this.#timeoutMs = data.timeoutMs;
    this.#worker = new Worker(threadCode('functions/function-thread.ts'), {
      workerData: data,
      env: environment,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        for (const line of chunk.split('\n')) if (line !== '') log(line);
      });
    }
    this.#worker.on('message', (answer: ThreadAnswer) => {
      this.#settle(answer.ok ? { ok: true, value: parse(answer.value) } : answer);
    });
    this.#worker.on('error', (error) => {
      void this.#end({ ok: false, type: error.name, message: error.message, trace: error.stack ?? '' });
    });
    this.#worker.on('exit', () => {
      void this.#end({ ok: false, type: 'Runtime.ExitError', message: 'The function exited.', trace: '' });
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Takes an event; returns how its invocation ended, at the latest after the function's time-out. */
  async invoke(requestId: string, event: unknown): Promise<Outcome> {
    const timer = setTimeout(() => void this.timeOut(), this.#timeoutMs);
    try {
      return await new Promise<Outcome>((resolve) => {
        this.#finish = resolve;
        const request: ThreadRequest = { requestId, event: JSON.stringify(event) };
        this.#worker.postMessage(request);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the thread at once, as when Lambda's host dies. */
  kill(): Promise<void> {
    return this.#end({ ok: false, type: 'Runtime.ExitError', message: 'The function was killed.', trace: '' });
  }

  /** Ends the thread as Lambda does at the time-out. */
  timeOut(): Promise<void> {
    const message = `Task timed out after ${(this.#timeoutMs / 1000).toFixed(2)} seconds`;
    return this.#end({ ok: false, type: 'Sandbox.Timedout', message, trace: '' });
  }

  async #end(outcome: Outcome): Promise<void> {
    const first = !this.#ended;
    this.#ended = true;
    if (first) await this.#worker.terminate();
    this.#settle(outcome);
  }

  #settle(outcome: Outcome): void {
    const finish = this.#finish;
    this.#finish = undefined;
    finish?.(outcome);
  }
}

function parse(value: string | undefined): unknown {
  return value === undefined ? undefined : JSON.parse(value);
}
