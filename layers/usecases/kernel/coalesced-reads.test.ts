import { coalescedReads } from './coalesced-reads.ts';

/** Reads that end when the test says so, each with its number. */
function heldReads() {
  const held: (() => void)[] = [];
  let begun = 0;
  const read = coalescedReads(async (_key: string) => {
    begun += 1;
    const number = begun;
    await new Promise<void>((done) => held.push(done));
    return number;
  });
  const release = async () => {
    held.shift()?.();
    await new Promise(setImmediate);
  };
  return { read, release };
}

it('gives whoever comes during a read the next one, all of them the same', async () => {
  const { read, release } = heldReads();
  const first = read('a');
  const later = [read('a'), read('a'), read('a')];
  await release();
  await release();

  expect([await first, ...(await Promise.all(later))]).toEqual([1, 2, 2, 2]);
});

it('reads anew for whoever comes when none is under way', async () => {
  const { read, release } = heldReads();
  const first = read('a');
  await release();
  const second = read('a');
  await release();

  expect([await first, await second]).toEqual([1, 2]);
});

it('does not make one key wait for another', async () => {
  const { read, release } = heldReads();
  const both = [read('a'), read('b')];
  await release();
  await release();

  expect(await Promise.all(both)).toEqual([1, 2]);
});

it('goes on after a read that failed', async () => {
  let begun = 0;
  const read = coalescedReads(async () => {
    begun += 1;
    if (begun === 1) throw new Error('throttled');
    return begun;
  });
  const results = await Promise.allSettled([read('a'), read('a')]);

  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
