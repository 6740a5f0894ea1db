import { conditionFailureOf } from '#store/table/condition-failure';
import type { Action } from '#store/table/table';
import { aPartition, caught, codeOf, item, key, type TableOfTest } from './table-of-test.ts';

const foundBy = async (call: Promise<unknown>) => [...conditionFailureOf(await caught(call)).found];
const KILOBYTE = 1024;

/** What a table does with single writes, whatever it is made of. */
export function tableWriteContract(subject: () => TableOfTest): void {
  const table = () => subject().table;

  describe('a write to the table', () => {
    it('keeps every kind of value, and leaves out what is undefined', async () => {
      const p = aPartition();
      const values = { text: '', n: -1.5, yes: true, none: null, list: [1, 'a', { deep: [null] }], map: { a: {} } };
      await table().put(item(p, 's', { ...values, gone: undefined, inside: { gone: undefined, kept: 1 } }));

      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { ...values, inside: { kept: 1 } }));
    });

    it('keeps bytes', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { bytes: new Uint8Array([0, 255]) }));

      const { bytes } = (await table().get(key(p, 's'))) ?? {};
      expect([...(bytes as Uint8Array)]).toEqual([0, 255]);
    });

    it('hands out copies', async () => {
      const p = aPartition();
      const list = [1];
      await table().put(item(p, 's', { list }));
      list.push(2);
      const read = await table().get(key(p, 's'));
      Object.assign(read ?? {}, { n: 2 });
      (read?.list as number[] | undefined)?.push(3);

      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { list: [1] }));
    });

    it('replaces the whole item', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { a: 1 }));
      await table().put(item(p, 's', { b: 2 }));

      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { b: 2 }));
    });

    it('that wants nothing there tells what is', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { a: 1 }), 'absent');
      const again = table().put(item(p, 's', { a: 2 }), 'absent');

      expect(await foundBy(again)).toEqual([[0, item(p, 's', { a: 1 })]]);
      expect(await codeOf(table().put(item(p, 's'), 'absent'))).toBe('conflict');
      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { a: 1 }));
    });

    it('that wants attributes equal compares every one, with its type', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { version: 1, state: 'on' }));
      for (const equals of [{ version: 2 }, { version: '1' }, { version: 1, state: 'off' }, { missing: 1 }])
        expect(await foundBy(table().put(item(p, 's'), { equals }))).toEqual([
          [0, item(p, 's', { version: 1, state: 'on' })],
        ]);
      await table().put(item(p, 's', { version: 2 }), { equals: { version: 1, state: 'on' } });

      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { version: 2 }));
    });

    it('that wants attributes equal finds none where there is no item', async () => {
      const p = aPartition();

      expect(await foundBy(table().put(item(p, 's'), { equals: { version: 1 } }))).toEqual([[0, undefined]]);
      expect(await foundBy(table().remove(key(p, 's'), { equals: { version: 1 } }))).toEqual([[0, undefined]]);
    });

    it('that removes returns what was there', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { version: 1 }));

      expect(await foundBy(table().remove(key(p, 's'), { equals: { version: 2 } }))).toEqual([
        [0, item(p, 's', { version: 1 })],
      ]);
      expect(await table().remove(key(p, 's'), { equals: { version: 1 } })).toEqual(item(p, 's', { version: 1 }));
      expect(await table().remove(key(p, 's'))).toBeUndefined();
      expect(await table().get(key(p, 's'))).toBeUndefined();
    });

    it.each<[string, () => Promise<unknown>, string]>([
      ['an empty sort value', () => table().put(item('p', '')), 'internal'],
      ['no sort value', () => table().put({ pk: 'p' }), 'internal'],
      ['a sort value of more than 1,024 bytes', () => table().put(item('p', 'é'.repeat(513))), 'internal'],
      ['an index key that is a number', () => table().put(item('p', 's', { gsi1pk: 'p', gsi1sk: 1 })), 'internal'],
      ['an empty index key', () => table().put(item('p', 's', { gsi1pk: '', gsi1sk: 's' })), 'internal'],
      ['a number that is none', () => table().put(item('p', 's', { n: Number.NaN })), 'internal'],
      ['an instance of a class', () => table().put(item('p', 's', { at: new Date(0) })), 'internal'],
      ['a condition without members', () => table().put(item('p', 's'), { equals: {} }), 'internal'],
      ['an empty key of a read', () => table().get(key('p', '')), 'internal'],
      [
        'more than 400 KB',
        () => table().put(item('p', 's', { text: 'x'.repeat(400 * KILOBYTE) })),
        'payload_too_large',
      ],
      [
        'more than 400 KB in a batch',
        () => table().writeMany([{ put: item('p', 's', { text: 'x'.repeat(400 * KILOBYTE) }) }]),
        'payload_too_large',
      ],
    ])('refuses %s', async (_, call, code) => {
      expect(await codeOf(call())).toBe(code);
    });

    it('takes an item of nearly 400 KB', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { text: 'x'.repeat(400 * KILOBYTE - 100) }));

      expect(await table().count({ in: { index: 'table', partition: p } })).toBe(1);
    });
  });

  describe('an addition', () => {
    it('counts from nothing on, and sets what else is told', async () => {
      const p = aPartition();
      const add = (by: number) => table().add({ key: key(p, 's'), attribute: 'n', by, set: { entity: 'rate' } });

      expect([await add(2), await add(-5), await add(1)]).toEqual([2, -3, -2]);
      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { n: -2, entity: 'rate' }));
    });

    it('leaves the other attributes', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { n: 1, kept: 'yes' }));
      await table().add({ key: key(p, 's'), attribute: 'n', by: 1, set: { entity: 'rate' } });

      expect(await table().get(key(p, 's'))).toEqual(item(p, 's', { n: 2, kept: 'yes', entity: 'rate' }));
    });

    it('stops at its limit and tells what is there', async () => {
      const p = aPartition();
      const add = () =>
        table().add({ key: key(p, 's'), attribute: 'n', by: 2, set: { entity: 'rate' }, unlessReached: 3 });

      expect([await add(), await add()]).toEqual([2, 4]);
      expect(await foundBy(add())).toEqual([[0, item(p, 's', { n: 4, entity: 'rate' })]]);
    });

    it('refuses to count what is no number, and to set nothing', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { n: 'one' }));
      const addition = { key: key(p, 's'), attribute: 'n', by: 1 };

      expect(await codeOf(table().add({ ...addition, set: { entity: 'rate' } }))).toBe('internal');
      expect(await codeOf(table().add({ ...addition, attribute: 'm', set: {} }))).toBe('internal');
    });
  });

  describe('a transaction', () => {
    it('puts, removes and adds', async () => {
      const p = aPartition();
      await table().put(item(p, 'old'));
      await table().transact([
        { put: item(p, 'new'), when: 'absent' },
        { remove: key(p, 'old') },
        { add: { key: key(p, 'count'), attribute: 'n', by: 3, set: { entity: 'rate' } } },
      ]);

      expect(await table().page({ in: { index: 'table', partition: p }, limit: 9, consistent: true })).toEqual([
        item(p, 'count', { n: 3, entity: 'rate' }),
        item(p, 'new'),
      ]);
    });

    it('does nothing unless every condition holds, and tells which do not', async () => {
      const p = aPartition();
      await table().put(item(p, 'taken', { n: 1 }));
      const actions: Action[] = [
        { put: item(p, 'free'), when: 'absent' },
        { put: item(p, 'taken'), when: 'absent' },
        { remove: key(p, 'missing'), when: { equals: { n: 1 } } },
        { add: { key: key(p, 'count'), attribute: 'n', by: 1, set: { entity: 'rate' } } },
      ];

      expect(await foundBy(table().transact(actions))).toEqual([
        [1, item(p, 'taken', { n: 1 })],
        [2, undefined],
      ]);
      expect(await codeOf(table().transact(actions))).toBe('conflict');
      expect(await table().count({ in: { index: 'table', partition: p }, consistent: true })).toBe(1);
    });

    it('knows the limit of an addition', async () => {
      const p = aPartition();
      const add = { key: key(p, 's'), attribute: 'n', by: 1, set: { entity: 'rate' }, unlessReached: 1 };
      await table().transact([{ add }]);

      expect(await foundBy(table().transact([{ add }]))).toEqual([[0, item(p, 's', { n: 1, entity: 'rate' })]]);
    });

    it('has 1 to 100 actions', async () => {
      const p = aPartition();
      const puts = (count: number) => Array.from({ length: count }, (_, n) => ({ put: item(p, String(n)) }));
      await table().transact(puts(100));

      expect(await table().count({ in: { index: 'table', partition: p }, consistent: true })).toBe(100);
      expect(await codeOf(table().transact(puts(101)))).toBe('internal');
      expect(await codeOf(table().transact([]))).toBe('internal');
    });

    it('refuses two actions on one item, and an item that is too large', async () => {
      const p = aPartition();
      const large = item(p, 'large', { text: 'x'.repeat(400 * KILOBYTE) });

      expect(await codeOf(table().transact([{ put: item(p, 's') }, { remove: key(p, 's') }]))).toBe('internal');
      expect(await codeOf(table().transact([{ put: item(p, 's') }, { put: large }]))).toBe('payload_too_large');
      expect(await table().count({ in: { index: 'table', partition: p }, consistent: true })).toBe(0);
    });
  });
}
