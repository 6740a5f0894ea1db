import { tinyProduct } from '../testing/tiny-product.ts';

type Job = { name: string; receives: number; at: number };

describe('queueTrigger', () => {
  const { call, notes, settle, advance, faults } = tinyProduct('queue');
  const jobs = async (name: string) => (await notes<Job>('job')).filter((job) => job.name === name);

  it('delivers a failed message again after its visibility timeout, in virtual time', async () => {
    await call('job', { name: 'twice', failures: 1 });
    await settle();
    expect(await jobs('twice')).toHaveLength(1);

    await advance('1m');
    const [first, second] = await jobs('twice');

    expect(second?.receives).toBe(2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('gives a message up after its last receive', async () => {
    await call('job', { name: 'hopeless', failures: 99 });
    await advance('10m');

    expect(await jobs('hopeless')).toHaveLength(3);
    expect((await notes<string[]>('dead')).flat()).toEqual(['hopeless']);
  });

  it('holds a delayed message back in virtual time', async () => {
    await call('job', { name: 'later', delay: 600 });
    await settle();
    expect(await jobs('later')).toHaveLength(0);

    await advance('10m');
    expect(await jobs('later')).toMatchObject([{ receives: 1 }]);
  });

  it('delivers twice when told to', async () => {
    await faults({ queue: 'jobs', kind: 'duplicate', times: 1 });
    await call('job', { name: 'doubled' });
    await settle();

    expect(await jobs('doubled')).toHaveLength(2);
  });

  it('delivers again what a killed function had', async () => {
    await faults({ function: 'worker', call: 'DynamoDB.PutItem', when: 'after', kind: 'kill' });
    await call('job', { name: 'killed' });
    await settle();
    await advance('1m');

    expect((await jobs('killed')).map(({ receives }) => receives)).toEqual([1, 2]);
  });
});
