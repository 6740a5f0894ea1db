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
