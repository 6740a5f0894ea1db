import { isTooDeep, withoutHalves } from './json-text.ts';

const lists = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const padded = (json: string) => `${' '.repeat(2_000)}${json}`;

describe('a JSON text', () => {
  it.each([
    ['200 levels', lists(200), false],
    ['201 levels', lists(201), true],
    ['a million levels', lists(1_000_000), true],
    ['201 levels of objects', `${'{"a":'.repeat(201)}1${'}'.repeat(201)}`, true],
    ['many lists beside each other', `[${'[[]],'.repeat(1_000)}[]]`, false],
    ['brackets in a text', JSON.stringify('['.repeat(3_000)), false],
    ['brackets behind an escaped quote', JSON.stringify(`"${'['.repeat(3_000)}`), false],
    ['brackets behind a text that ends with a backslash', `["\\\\",${lists(300)}]`, true],
    ['a text that never ends', `"${'['.repeat(3_000)}`, false],
  ])('of %s is too deep: %j', (_, json, expected) => {
    expect(isTooDeep(padded(json))).toBe(expected);
  });

  it('that is short is never too deep', () => {
    expect(isTooDeep(lists(300))).toBe(false);
  });

  it('loses half a character, in texts and in keys, and nothing else', () => {
    const json = '{"name":"Ada \\ud83d","\\udc4d":["ok \\ud83d\\udc4d",1,null,true]}';

    expect(withoutHalves(json, JSON.parse(json))).toEqual({ name: 'Ada \ufffd', '\ufffd': ['ok 👍', 1, null, true] });
  });

  it('without an escaped half is left as it is', () => {
    const value = { name: '👍' };

    expect(withoutHalves(JSON.stringify(value), value)).toBe(value);
  });
});
