import { ATTRIBUTE_WRITERS, SEARCH_ONLY_WRITERS } from '../../people/contact/attribute-writers.ts';
import { CONTACT_FIELDS, searchWarnings } from './contact-fields.ts';

/** Rules offer the names of tags, searches their ids. */
const ONLY_IN_RULES = ['tags'];

describe('what contacts are searched by', () => {
  it('has a writer, or is known to have none (X16)', () => {
    const known = { ...ATTRIBUTE_WRITERS, ...SEARCH_ONLY_WRITERS };

    expect([...CONTACT_FIELDS, ...ONLY_IN_RULES].toSorted()).toEqual(Object.keys(known).toSorted());
  });

  it('is warned of once where nothing sets it (X16)', () => {
    const asks = (name: string) =>
      ({
        kind: 'filter',
        field: { name, type: 'string', exact: false },
        test: { kind: 'is', values: ['x'], negated: false },
      }) as const;

    expect(searchWarnings({ kind: 'any', of: [asks('os'), { kind: 'all', of: [asks('os'), asks('name')] }] })).toEqual([
      { path: 'query', message: 'Nothing sets os yet, so nobody has it' },
    ]);
    expect(searchWarnings(asks('custom_attributes.os'))).toEqual([]);
  });
});
