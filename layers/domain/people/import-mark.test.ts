import { earlierOutcome, type ImportMark, markRow } from './import-mark.ts';

const marked = (...rows: number[]) =>
  rows.reduce<ImportMark | undefined>((mark, row) => markRow(mark, { job: 'a', row }), undefined);

describe('earlierOutcome (X50)', () => {
  it.each([
    [2, 'updated'],
    [3, 'unchanged'],
    [5, 'updated'],
    [6, undefined],
  ])('of row %i, of a record that rows 2 and 5 changed, is %s', (row, outcome) => {
    expect(earlierOutcome(marked(2, 5), { job: 'a', row })).toBe(outcome);
  });

  it('is not told by what this attempt has written', () => {
    expect(earlierOutcome(marked(3, 1), { job: 'a', row: 2 }, new Set([3, 1]))).toBeUndefined();
    expect(earlierOutcome(marked(3, 1), { job: 'a', row: 2 }, new Set([1]))).toBe('unchanged');
  });

  it('knows nothing of other jobs', () => {
    expect(earlierOutcome(marked(2, 5), { job: 'b', row: 2 })).toBeUndefined();
    expect(markRow(marked(2, 5), { job: 'b', row: 7 })).toEqual({ job: 'b', rows: [7] });
  });

  it('keeps the last hundred rows', () => {
    const mark = marked(...Array.from({ length: 150 }, (_, n) => n + 1));

    expect(mark?.rows.length).toBe(100);
    expect(earlierOutcome(mark, { job: 'a', row: 3 })).toBe('updated');
  });
});
