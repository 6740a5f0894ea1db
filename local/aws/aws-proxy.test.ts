import { tinyProduct } from '../testing/tiny-product.ts';
import type { Usage } from './usage.ts';

describe('AwsProxy', () => {
  const { local, call, advance, faults } = tinyProduct('aws');
  const status = async () => (await local().fetch('/api/notes?kind=job')).status;

  it.each(['throw', 'timeout', 'kill'])('fails the call that a fault %s names, and only that', async (kind) => {
    await advance('1d');
    await faults({ function: 'api', call: 'DynamoDB.Query', kind });

    expect(await status()).toBe(500);
    expect(await status()).toBe(200);
  });

  it('throttles in a way that the SDK overcomes', async () => {
    await faults({ function: 'api', call: 'DynamoDB.Query', kind: 'throttle' });

    expect(await status()).toBe(200);
    expect(await local().control('GET', '/faults')).toEqual([]);
  });

  it('counts invocations, round trips, calls and request units', async () => {
    await local().control('GET', '/usage?reset=1');
    await call('item', { ids: ['a', 'b'] });
    const { functions } = await local().control<ReturnType<Usage['report']>>('GET', '/usage?reset=1');

    expect(functions['api']).toMatchObject({
      invocations: 1,
      round_trips: 2,
      calls: { 'DynamoDB.PutItem': { count: 2, read_units: 0, write_units: 2 } },
      per_invocation: { write_units: 2 },
    });
  });
});
