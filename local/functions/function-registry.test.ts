import type { FunctionPool } from './function-pool.ts';
import { FunctionRegistry } from './function-registry.ts';

/** A pool whose instances have been idle since the given instants, and some that are busy. */
function aPool(idle: number[], busy = 0): { pool: FunctionPool; idle: number[] } {
  const pool = {
    get instances() {
      return idle.length + busy;
    },
    get idleSince() {
      return idle[0];
    },
    endIdle: () => idle.shift(),
    stop: async () => {},
  };
  return { pool: pool as unknown as FunctionPool, idle };
}

async function aRegistry(...pools: { pool: FunctionPool }[]): Promise<FunctionRegistry> {
  const registry = new FunctionRegistry();
  await registry.replace(pools.map(({ pool }) => pool));
  return registry;
}

describe('the instances of all functions together (Y40)', () => {
  it('are eight at most: what was idle longest ends before another starts', async () => {
    const [one, other] = [aPool([5, 30]), aPool([10, 20], 4)];
    const registry = await aRegistry(one, other);

    registry.makeRoom();

    expect([one.idle, other.idle]).toEqual([[30], [10, 20]]);
  });

  it('are let alone while there is room', async () => {
    const one = aPool([5, 30], 5);
    const registry = await aRegistry(one);

    registry.makeRoom();

    expect(one.idle).toEqual([5, 30]);
  });

  it('are more than eight while all of them are busy', async () => {
    const [one, other] = [aPool([], 6), aPool([7], 3)];
    const registry = await aRegistry(one, other);

    registry.makeRoom();

    expect(other.idle).toEqual([]);
  });
});
