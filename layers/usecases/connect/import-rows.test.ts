import { rowGroups } from './import-rows.ts';

const groups = (...rows: string[]) => rowGroups(rows, (row) => row.split('').filter((name) => name !== '-'));

describe('rowGroups', () => {
  it('keeps rows of one name together and in order', () => {
    expect(groups('a', 'b', 'a', 'c', 'a')).toEqual([['a', 'a', 'a'], ['b'], ['c']]);
  });

  it('joins what a later row shows to be one', () => {
    expect(groups('a', 'b', 'c', 'ab', 'b')).toEqual([['a', 'b', 'ab', 'b'], ['c']]);
  });

  it('leaves rows without a name alone', () => {
    expect(groups('-', 'a', '-')).toEqual([['-'], ['-'], ['a']]);
  });
});
