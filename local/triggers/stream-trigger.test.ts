import { tinyProduct } from '../testing/tiny-product.ts';

describe('streamTrigger', () => {
  const { call, notes, settle, faults } = tinyProduct('stream');
  const seen = async () => (await notes<string[]>('seen')).flat();

  it('brings what passes the filter, in order, and gives up only what fails', async () => {
    await call('item', { ids: ['1', '2', 'poison', '3'] });
    await settle();

    const ids = await seen();
    expect([...new Set(ids)]).toEqual(['1', '2', 'poison', '3']);
    // Once alone and twice again, as the source's two retries have it; more if it came in company first.
    expect(ids.filter((id) => id === 'poison').length).toBeGreaterThanOrEqual(3);
    expect(ids.at(-1)).toBe('3');
  });

  it('brings records twice when told to', async () => {
    await faults({ stream: 'watcher', kind: 'duplicate', times: 1 });
    await call('item', { ids: ['twin'] });
    await settle();

    expect((await seen()).filter((id) => id === 'twin')).toHaveLength(2);
  });
});
