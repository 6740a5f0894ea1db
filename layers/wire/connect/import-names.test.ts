import { matchNames } from './import-names.ts';

const NAMES = {
  resource: 'contacts' as const,
  format: 'csv' as const,
  known: ['email', 'external_id', 'name', 'custom_attributes'],
  attributes: [
    { model: 'contact' as const, name: 'plan' },
    { model: 'company' as const, name: 'tier' },
  ],
};

describe('matchNames (X20)', () => {
  it('knows the names of fields and attributes in any case, with spaces or hyphens', () => {
    expect(
      matchNames({ Email: 'a@b.example', 'External ID': '7', PLAN: 'pro', 'Custom_Attributes.Plan_b': 'x' }, NAMES),
    ).toEqual({
      fields: {
        email: 'a@b.example',
        external_id: '7',
        'custom_attributes.plan': 'pro',
        'custom_attributes.Plan_b': 'x',
      },
      ignored: [],
    });
  });

  it('says which names nothing takes, those of another model among them', () => {
    expect(
      matchNames({ name: 'Ann', Favourite: 'x', tier: 'gold', 'metadata.x': '1', '(column 4)': 'x' }, NAMES),
    ).toEqual({
      fields: { name: 'Ann' },
      ignored: ['Favourite', 'tier', 'metadata.x', '(column 4)'],
    });
  });

  it('prefers a name that is written exactly, wherever it stands', () => {
    expect(matchNames({ NAME: 'no', name: 'yes' }, NAMES)).toEqual({ fields: { name: 'yes' }, ignored: ['NAME'] });
  });

  it('takes no bare attribute in NDJSON, where a member has its place', () => {
    expect(
      matchNames({ Name: 'Ann', plan: 'pro', custom_attributes: { a: 1 } }, { ...NAMES, format: 'ndjson' }),
    ).toEqual({
      fields: { name: 'Ann', custom_attributes: { a: 1 } },
      ignored: ['plan'],
    });
  });

  it('makes no member of names that objects have by themselves', () => {
    expect(matchNames({ constructor: 'x', toString: 'y' }, NAMES)).toEqual({
      fields: {},
      ignored: ['constructor', 'toString'],
    });
  });
});
