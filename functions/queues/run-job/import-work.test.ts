import { aJob } from '#domain/connect/job/testing';
import { presentJob } from '#wire/connect/job';
import { anImporter, NOW, WORKSPACE } from './testing.ts';

describe('an import of contacts', () => {
  it('creates, changes and leaves contacts, by external id, address or id', async () => {
    const { run, contact, contacts } = await anImporter();
    await run('contacts', [
      { external_id: 'a', name: 'Ann' },
      { email: 'bob@example.com', name: 'Bob' },
    ]);
    const ann = await contact('a');
    const { counts } = await run(
      'contacts',
      [
        { external_id: 'a', name: 'Anna' },
        { email: 'bob@example.com', name: 'Bob' },
        { id: ann?.id, phone: '+49 1' },
        { external_id: 'b', email: 'bob@example.com' },
        { external_id: 'c', role: 'lead' },
      ],
      '2',
    );

    expect(counts).toEqual({ rows: 5, created: 1, updated: 3, unchanged: 1, failed: 0 });
    expect(await contact('a')).toMatchObject({ name: 'Anna', phone: '+49 1' });
    expect(await contacts.findUserByEmail(WORKSPACE, 'bob@example.com')).toMatchObject({
      externalId: 'b',
      name: 'Bob',
    });
  });

  it('keeps the rows of one contact in order, whatever they call it', async () => {
    const { run, contact } = await anImporter();
    const rows = Array.from({ length: 60 }, (_, n) =>
      n % 2 === 0
        ? { external_id: 'a', email: 'a@example.com', name: `${n}` }
        : { email: 'a@example.com', name: `${n}` },
    );

    expect((await run('contacts', rows)).counts).toMatchObject({ created: 1, updated: 59 });
    expect(await contact('a')).toMatchObject({ name: '59' });
  });

  it('says of each bad row what was wrong, and imports the others', async () => {
    const { run, errors, contact } = await anImporter();
    const { counts, errorPages } = await run('contacts', [
      { external_id: 'a', email: 'a@example.com' },
      { name: 'Nobody' },
      { external_id: 'b', email: 'nonsense' },
      { external_id: 'c', email: 'a@example.com' },
      { id: 'f'.repeat(24), name: 'Gone' },
      { external_id: 'd', owner_id: 99 },
      { external_id: 'e', custom_attributes: { seats: 3 } },
      { external_id: 'f', custom_attributes: { seats: 'three' } },
      { external_id: 'g' },
    ]);

    expect(counts).toEqual({ rows: 9, created: 3, updated: 0, unchanged: 0, failed: 6 });
    expect(errors().map(({ row, code, field }) => [row, code, field])).toEqual([
      [2, 'parameter_not_found', undefined],
      [3, 'parameter_invalid', 'email'],
      [4, 'conflict', undefined],
      [5, 'not_found', undefined],
      [6, 'parameter_invalid', 'owner_id'],
      [8, 'parameter_invalid', 'custom_attributes.seats'],
    ]);
    expect(errorPages).toEqual([{ firstRow: 2, lastRow: 8, errors: 6 }]);
    expect(await contact('b')).toBeUndefined();
    expect(await contact('f')).toBeUndefined();
  });

  it('declares no attribute by a row that is refused (X12)', async () => {
    const { run, dataAttributes } = await anImporter();
    await run('contacts', [{ external_id: 'a', email: 'a@example.com' }]);

    await run('contacts', [
      { external_id: 'b', email: 'a@example.com', custom_attributes: { plan: 'pro' } },
      { external_id: 'c', custom_attributes: { seats: 1, big: 1e308 } },
      { name: 'Nobody', custom_attributes: { gone: true } },
    ]);
    await run('companies', [{ company_id: 'a', custom_attributes: { tier: 'x', 'a.b': 1 } }]);

    expect(await dataAttributes.list(WORKSPACE)).toEqual([]);
  });

  it.each(['contacts', 'companies'] as const)(
    'of %s lets the earlier row decide the type of an attribute (X12)',
    async (resource) => {
      const { run, errors, dataAttributes } = await anImporter();
      const name = resource === 'contacts' ? 'external_id' : 'company_id';
      const rows = Array.from({ length: 40 }, (_, n) => ({
        [name]: `${n}`,
        custom_attributes: { seats: n === 0 ? 3 : `${n}` },
      }));

      expect((await run(resource, rows)).counts).toMatchObject({ created: 1, failed: 39 });
      expect(errors().map(({ row }) => row)).toEqual(Array.from({ length: 39 }, (_, n) => n + 2));
      expect((await dataAttributes.list(WORKSPACE)).map(({ type }) => type)).toEqual(['float']);
    },
  );

  it('reads CSV as the API takes JSON, formulas as texts', async () => {
    const { run, contact } = await anImporter();
    const { counts } = await run(
      'contacts',
      'external_id,name,signed_up_at,custom_attributes.seats\r\n007,"=HYPERLINK(""http://x"")",1767603600,12\r\n008,,,\r\n',
    );

    expect(counts).toMatchObject({ rows: 2, created: 2, failed: 0 });
    expect(await contact('007')).toMatchObject({
      name: '=HYPERLINK("http://x")',
      signedUpAt: NOW,
      customAttributes: { seats: 12 },
    });
  });

  it('done twice makes and counts the same, leads without a name included', async () => {
    const { begin, advance, never, contacts } = await anImporter();
    const job = await begin('contacts', [
      { external_id: 'a', name: 'Ann' },
      { role: 'lead', name: 'Lea' },
      { external_id: 'a', name: 'Anna' },
      { email: 'x' },
    ]);
    const first = await advance(job, never);

    expect((await advance(job, never)).work.counts).toEqual(first.work.counts);
    expect(first.work.counts).toEqual({ rows: 4, created: 2, updated: 1, unchanged: 0, failed: 1 });
    expect((await contacts.list(WORKSPACE, 1_000)).contacts.length).toBe(2);
  });
});

describe('a slice of rows about one record that is done again (X50)', () => {
  const said = (name: 'external_id' | 'company_id') => [
    { [name]: 'a', name: 'Ann' },
    { [name]: 'b', name: 'Ben' },
    { [name]: 'a', name: 'Ann' },
    { [name]: 'a', name: 'Anna' },
    { [name]: 'b', name: 'Ben' },
    { [name]: 'a', name: 'Anna' },
    { [name]: 'b', name: 'Benno' },
  ];
  // Of b, row 2 and row 5 change nothing at first, for it is called Ben already.
  const expected = { rows: 7, created: 1, updated: 2, unchanged: 4, failed: 0 };

  it.each(['contacts', 'companies'] as const)('counts the same %s and leaves them as they were', async (resource) => {
    const { run, begin, advance, never, contact, companies } = await anImporter();
    const name = resource === 'contacts' ? 'external_id' : 'company_id';
    const found = (id: string) => (resource === 'contacts' ? contact(id) : companies.findByCompanyId(WORKSPACE, id));
    await run(resource, [{ [name]: 'b', name: 'Ben' }]);
    const job = await begin(resource, said(name), '2');
    const first = await advance(job, never);
    const after = [await found('a'), await found('b')];

    expect((await advance(job, never)).work.counts).toEqual(first.work.counts);
    expect(first.work.counts).toEqual(expected);
    const names = [await found('a'), await found('b')].map((record) => record?.name);
    expect(names).toEqual(after.map((record) => record?.name));
  });

  it('counts the same after somebody else wrote the contact, and leaves what they wrote', async () => {
    const { begin, advance, never, contact, contacts } = await anImporter();
    const job = await begin('contacts', said('external_id'));
    const first = await advance(job, never);
    const before = await contact('a');
    if (before === undefined) throw new Error('It was not imported');
    await contacts.update(before, { ...before, phone: '+4930123', correlationId: 'somebody' });

    expect((await advance(job, never)).work.counts).toEqual(first.work.counts);
    expect(await contact('a')).toMatchObject({ name: 'Anna', phone: '+4930123' });
  });
});

describe('an import of companies', () => {
  it('creates and changes companies by the id of the customer', async () => {
    const { run, companies } = await anImporter();
    const rows = [
      { company_id: 'a', name: 'Acme', size: 3 },
      { company_id: 'a', plan: 'pro' },
      { company_id: 7, name: 'Seven' },
      { name: 'Nameless' },
    ];

    expect((await run('companies', rows)).counts).toEqual({ rows: 4, created: 2, updated: 1, unchanged: 0, failed: 1 });
    expect(await companies.findByCompanyId(WORKSPACE, 'a')).toMatchObject({ name: 'Acme', plan: 'pro', size: 3 });
    expect(await companies.findByCompanyId(WORKSPACE, '7')).toMatchObject({ name: 'Seven' });
  });
});

describe('an import of events', () => {
  const rows = [
    { event_name: 'Bought', created_at: 1_767_600_000, user_id: 'a', metadata: { price: 3 } },
    { event_name: 'bought', created_at: 1_767_600_000, user_id: 'a' },
    { event_name: 'bought', created_at: 1_767_600_001, email: 'a@example.com' },
    { event_name: 'bought', created_at: 1_767_600_002, user_id: 'a', id: 'order-1' },
    { event_name: 'bought', created_at: 1_767_600_009, user_id: 'a', id: 'order-1' },
    { event_name: 'bought', created_at: 1_767_600_000, user_id: 'nobody' },
    { event_name: 'bought', created_at: 1_767_600_000_000, user_id: 'a' },
  ];

  it('submits each event once, as POST /events does', async () => {
    const { run, contact, events, errors } = await anImporter();
    await run('contacts', [{ external_id: 'a', email: 'a@example.com' }]);
    const { counts } = await run('events', rows, '2');
    const { id = '' } = (await contact('a')) ?? {};

    expect(counts).toEqual({ rows: 7, created: 3, updated: 0, unchanged: 2, failed: 2 });
    expect(
      (await events.list(WORKSPACE, id, 10)).events.map(({ name, createdAt }) => [name, createdAt / 1_000]),
    ).toEqual([
      ['bought', 1_767_600_002],
      ['bought', 1_767_600_001],
      ['bought', 1_767_600_000],
    ]);
    expect(errors().map(({ row, code }) => [row, code])).toEqual([
      [6, 'not_found'],
      [7, 'parameter_invalid'],
    ]);
  });

  it('finds whom a row is about by the next name where one finds nobody (X15)', async () => {
    const { run, contact, events } = await anImporter();
    await run('contacts', [{ external_id: 'a', email: 'a@example.com' }]);
    const { id = '' } = (await contact('a')) ?? {};
    const bought = { event_name: 'bought', created_at: 1_767_600_000 };

    const { counts } = await run(
      'events',
      [
        { ...bought, id, email: 'nobody@example.com' },
        { ...bought, created_at: 1_767_600_001, user_id: 'nobody', email: 'A@example.com' },
      ],
      '2',
    );

    expect(counts).toMatchObject({ created: 2, failed: 0 });
    expect(await events.list(WORKSPACE, id, 10)).toMatchObject({ events: [{}, {}] });
  });

  it('done twice counts the same', async () => {
    const { run, begin, advance, never } = await anImporter();
    await run('contacts', [{ external_id: 'a', email: 'a@example.com' }]);
    const job = await begin('events', rows, '2');
    const first = await advance(job, never);

    expect((await advance(job, never)).work.counts).toEqual(first.work.counts);
  });
});

describe('names of a source (X20)', () => {
  it('count in any case, and what nothing takes is said', async () => {
    const { run, contact } = await anImporter();
    const csv = await run('contacts', 'External ID,Email,Favourite\n7,ann@example.com,blue\n');
    const ndjson = await run('contacts', [{ external_id: '8', Name: 'Bob', colour: 'red' }], '2');

    expect(await contact('7')).toMatchObject({ email: 'ann@example.com' });
    expect(await contact('8')).toMatchObject({ name: 'Bob' });
    expect(csv.kind === 'import' && csv.ignored).toEqual(['Favourite']);
    expect(presentJob({ ...aJob(), work: ndjson }).warnings).toEqual([
      { path: 'colour', message: expect.stringContaining('name a field of the request') },
    ]);
  });
});
