import { csvRecord } from './csv-record.ts';

const SEATS = { model: 'contact', name: 'seats', type: 'integer' } as const;
const CODE = { model: 'contact', name: 'code', type: 'string' } as const;
const SINCE = { model: 'contact', name: 'since', type: 'date' } as const;

describe('csvRecord', () => {
  it('reads the fields of a contact as the API takes them', () => {
    expect(
      csvRecord(
        'contacts',
        {
          external_id: '007',
          unsubscribed_from_emails: 'TRUE',
          signed_up_at: '2026-01-05T09:00:00Z',
          last_seen_at: '1767603600',
        },
        [],
      ),
    ).toEqual({
      external_id: '007',
      unsubscribed_from_emails: true,
      signed_up_at: 1_767_603_600,
      last_seen_at: 1_767_603_600,
    });
  });

  it("reads a cell as its attribute's type, and leaves what is not of it to be refused", () => {
    const cells = {
      'custom_attributes.seats': '12',
      'custom_attributes.code': '12',
      'custom_attributes.since': '2026-01-05',
    };

    expect(csvRecord('contacts', cells, [SEATS, CODE, SINCE])).toEqual({
      custom_attributes: { seats: 12, code: '12', since: 1_767_571_200 },
    });
    expect(csvRecord('contacts', { 'custom_attributes.seats': 'many' }, [SEATS])).toEqual({
      custom_attributes: { seats: 'many' },
    });
  });

  it('reads a flag as databases and mailing lists write it, where one is declared', () => {
    const paying = { model: 'contact', name: 'paying', type: 'boolean' } as const;
    const read = (text: string) =>
      csvRecord('contacts', { unsubscribed_from_emails: text, 'custom_attributes.paying': text }, [paying]);
    const both = (value: unknown) => ({ unsubscribed_from_emails: value, custom_attributes: { paying: value } });

    for (const text of ['true', 'Yes', 'y', 'T', '1', ' on ']) expect([text, read(text)]).toEqual([text, both(true)]);
    for (const text of ['FALSE', 'no', 'N', 'f', '0', 'off']) expect([text, read(text)]).toEqual([text, both(false)]);
    for (const text of ['maybe', 'constructor']) expect([text, read(text)]).toEqual([text, both(text)]);
    expect(csvRecord('contacts', { 'custom_attributes.any': 'yes' }, [])).toEqual({
      custom_attributes: { any: 'yes' },
    });
  });

  it('leaves spaces to texts', () => {
    const cells = { name: ' Ann ', last_seen_at: ' 1767603600 ', 'custom_attributes.seats': ' 12 ' };

    expect(csvRecord('contacts', cells, [SEATS])).toEqual({
      ...{ name: ' Ann ', last_seen_at: 1_767_603_600, custom_attributes: { seats: 12 } },
    });
  });

  it('takes what looks like a number or a flag for one where nothing is declared', () => {
    const cells = {
      'custom_attributes.a': '1.5',
      'custom_attributes.b': 'false',
      'custom_attributes.c': '0049',
      'custom_attributes.d': '=1+1',
    };

    expect(csvRecord('companies', cells, [{ ...SEATS, name: 'a', type: 'string' }])).toEqual({
      custom_attributes: { a: 1.5, b: false, c: '0049', d: '=1+1' },
    });
  });

  it.each([
    ['0.30000000000000004', 0.30000000000000004],
    ['1e-7', 1e-7],
    ['.5', 0.5],
    ['-1.5E+3', -1_500],
    ['123456789012345', 123_456_789_012_345],
    ['1234567890123456', '1234567890123456'],
    ['12345678901234567890', '12345678901234567890'],
    ['1e5', '1e5'],
    ['1e999', '1e999'],
    ['.', '.'],
    ['-', '-'],
  ])('guesses %s as %j where nothing is declared (X20)', (cell, value) => {
    expect(csvRecord('contacts', { 'custom_attributes.x': cell }, [])).toEqual({ custom_attributes: { x: value } });
  });

  it.each([
    ['1e5', 100_000],
    ['.5', 0.5],
    ['1.', 1],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', '9007199254740993'],
  ])('reads %s as %j where a number is declared (X20)', (cell, value) => {
    const declared = [{ ...SEATS, type: 'float' as const }];
    expect(csvRecord('contacts', { 'custom_attributes.seats': cell }, declared)).toEqual({
      custom_attributes: { seats: value },
    });
  });

  it('makes rich metadata of columns with two points', () => {
    const cells = {
      event_name: 'bought',
      'metadata.price.amount': '3400',
      'metadata.price.currency': 'eur',
      'metadata.first': 'true',
    };

    expect(csvRecord('events', cells, [])).toEqual({
      event_name: 'bought',
      metadata: { price: { amount: 3400, currency: 'eur' }, first: true },
    });
  });

  it('makes no member of __proto__', () => {
    const record = csvRecord('events', { 'metadata.__proto__': 'x', 'metadata.__proto__.y': 'x' }, []);

    expect(Object.keys(Object(record.metadata))).toEqual(['__proto__']);
    expect(Object(record.metadata).y).toBeUndefined();
  });
});
