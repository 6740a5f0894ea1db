import { Failure } from '#domain/kernel/failure';
import type { FunctionInstance } from './function-instance.ts';
import type { FunctionPool } from './function-pool.ts';

// An instance takes 25 MB. With so many `npm start` stays below 600 MB; what one person does at a time needs fewer.
const MAX_INSTANCES = 8;

/** All functions of the runtime, found by the names that templates and credentials use. */
export class FunctionRegistry {
  #pools: FunctionPool[] = [];

  /** Takes the functions of a new assembly; ends those of the one before. */
  async replace(pools: FunctionPool[]): Promise<void> {
    const old = this.#pools;
    this.#pools = pools;
    await Promise.all(old.map((pool) => pool.stop()));
  }

  /** Ends what has been idle longest until one more instance may start. More may live while all of them are busy. */
  makeRoom(): void {
    let live = this.#pools.reduce((sum, pool) => sum + pool.instances, 0);
    for (; live >= MAX_INSTANCES; live -= 1) {
      const [longest] = this.#pools
        .filter(({ idleSince }) => idleSince !== undefined)
        .sort((a, b) => (a.idleSince ?? 0) - (b.idleSince ?? 0));
      if (!longest) return;
      longest.endIdle();
    }
  }

  /** Takes a function's name or ARN, qualified or not. @throws internal when there is none. */
  get(nameOrArn: string): FunctionPool {
    const found = this.#pools.find(({ name, arn }) => {
      return nameOrArn === name || nameOrArn === arn || nameOrArn.startsWith(`${arn}:`);
    });
    if (!found) throw new Failure('internal', `The assembly has no function ${nameOrArn}.`);
    return found;
  }

  /** Takes an access key; returns the instance that holds it, while it runs an event. */
  busyInstance(accessKeyId: string): FunctionInstance | undefined {
    return this.#pools.map((pool) => pool.busyInstance(accessKeyId)).find((instance) => instance !== undefined);
  }

  /** The services that run an event or have one waiting. */
  busyServices(): string[] {
    return this.#pools.filter(({ active }) => active > 0).map(({ service }) => service);
  }

  /** Grows with every invocation: two equal readings mean that nothing began in between. */
  get starts(): number {
    return this.#pools.reduce((sum, pool) => sum + pool.starts, 0);
  }

  async stop(): Promise<void> {
    await this.replace([]);
  }
}
