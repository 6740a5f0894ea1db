import type { Rule } from '#domain/targeting/rule/rule';
import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const theApi = () => anApi(peopleRoutes);
const RING = { name: 'The One Ring', model: 'contact', data_type: 'string' };
const ADA = { external_id: 'ada' };

describe('POST /data_attributes', () => {
  it('declares an attribute and answers in the recorded form', async () => {
    const { ask } = await theApi();

    const { json } = await ask('POST', '/data_attributes', { ...RING, description: 'One ring to rule them all' });

    expect(json).toEqual({
      type: 'data_attribute',
      id: 1,
      name: 'The One Ring',
      full_name: 'custom_attributes.The One Ring',
      label: 'The One Ring',
      description: 'One ring to rule them all',
      data_type: 'string',
      api_writable: true,
      ui_writable: false,
      messenger_writable: false,
      custom: true,
      archived: false,
      admin_id: '101',
      created_at: NOW / 1_000,
      updated_at: NOW / 1_000,
      model: 'contact',
    });
  });

  it.each([
    ['a hostile name', { name: '!nv@l!d n@me' }, /^Your name for this attribute must only contain alphanumeric/],
    ['a name with a path', { name: 'a.b' }, /^Your name for this attribute must only contain/],
    ['a name with markup', { name: '<script>' }, /^Your name for this attribute must only contain/],
    ['a name without end', { name: 'x'.repeat(191) }, /^Your name for this attribute must only contain/],
    ['an unknown type', { data_type: 'mithril' }, /^Data Type isn't an option$/],
    [
      'an unknown model',
      { model: 'conversation' },
      /^The Data Attribute model field must be either contact or company$/,
    ],
    ['options that are no list', { options: { value: '1' } }, /^Options isn't an array$/],
    ['a single option', { options: [{ value: '1' }] }, /^Options must be 2 to 250 different values$/],
    ['options of a number', { data_type: 'integer', options: [{ value: '1' }, { value: '2' }] }, /^Only a string has/],
    ['a list without options', { data_type: 'options' }, /^Options isn't an array$/],
  ])('answers 400 to %s', async (_, changes, message) => {
    const { ask } = await theApi();

    const { status, json } = await ask('POST', '/data_attributes', { ...RING, ...changes });

    expect(status).toBe(400);
    expect(json).toMatchObject({ errors: [{ code: 'parameter_invalid', message: expect.stringMatching(message) }] });
  });

  it('refuses a name that people or companies have, in the recorded words', async () => {
    const { ask } = await theApi();
    await ask('POST', '/data_attributes', { ...RING, model: 'company' });

    const { status, json } = await ask('POST', '/data_attributes', { ...RING, name: RING.name.toUpperCase() });

    expect([status, json]).toMatchObject([
      400,
      {
        errors: [
          {
            message:
              "You already have 'The One Ring' in your company data. To save this as new people data, use a different name.",
          },
        ],
      },
    ]);
  });
});

describe('PUT /data_attributes/{id}', () => {
  it('changes nothing for an empty body', async () => {
    const { ask } = await theApi();
    const { json: created } = await ask('POST', '/data_attributes', RING);

    expect(await ask('PUT', '/data_attributes/1')).toMatchObject({ status: 200, json: created });
  });

  it('takes options as objects and answers with texts', async () => {
    const { ask } = await theApi();
    await ask('POST', '/data_attributes', RING);

    const { json } = await ask('PUT', '/data_attributes/1', { options: [{ value: '1-10' }, { value: '11-20' }] });

    expect(json).toMatchObject({ options: ['1-10', '11-20'] });
  });

  it('archives what no live rule asks for, and brings it back', async () => {
    const { ask, ports } = await theApi();
    const names = ['used', 'nested', 'free'];
    const ids = new Map<string, unknown>();
    for (const [name, model] of [...names.map((name) => [name, 'contact']), ['region', 'company']] as [
      string,
      string,
    ][])
      ids.set(name, ((await ask('POST', '/data_attributes', { ...RING, name, model })).json as { id: number }).id);
    const live = (id: string, purpose: 'segment' | 'campaign', rule: Rule) =>
      ports.rules.put({
        ...{ id, workspaceId: 'acmeacme', purpose, version: 1, rule, timezone: 'UTC' },
        ...{ startedAt: 1, enroll: 'existing_and_future' },
      });
    await live('seg1', 'segment', { all: [{ attribute: 'used', op: 'known' }] });
    await live('cmp1', 'campaign', {
      any: [
        { not: { attribute: 'custom_attributes.nested', op: 'known' } },
        { attribute: 'company.region', op: 'known' },
      ],
    });
    const put = (name: string, body: object) => ask('PUT', `/data_attributes/${ids.get(name)}`, body);

    for (const [name, dependents] of [
      ['used', 'Segments: seg1.'],
      ['nested', 'Campaigns: cmp1.'],
      ['region', 'Campaigns: cmp1.'],
    ] as const)
      expect(await put(name, { archived: true })).toMatchObject({
        status: 400,
        json: {
          errors: [
            {
              code: 'data_attribute_has_dependent_objects',
              message: `Unable to archive '${name}' with dependent objects. ${dependents}`,
            },
          ],
        },
      });
    expect((await put('free', { archived: true })).json).toMatchObject({ archived: true });
    expect((await put('free', { archived: false })).json).toMatchObject({ archived: false });
    expect((await put('used', { description: 'still in use' })).status).toBe(200);
    const listed = (await ask('GET', '/data_attributes?model=contact')).json as { data: { name: string }[] };
    expect(listed.data.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it('does not find an attribute of others', async () => {
    const { ask, askAsOthers } = await theApi();
    await ask('POST', '/data_attributes', RING);

    expect(await askAsOthers('PUT', '/data_attributes/1', { archived: true })).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'field_not_found', message: "We couldn't find that data attribute to update" }] },
    });
  });
});

describe('GET /data_attributes', () => {
  it('lists built-in attributes without ids, then the custom ones of that model that are not archived', async () => {
    const { ask, askAsOthers } = await theApi();
    for (const [name, model] of [
      ['seats', 'company'],
      ['ring', 'contact'],
      ['old', 'company'],
    ])
      await ask('POST', '/data_attributes', { name, model, data_type: 'integer' });
    await ask('PUT', '/data_attributes/5', { archived: true });
    const names = ({ json }: { json: unknown }) =>
      (json as { data: { full_name: string; id?: number }[] }).data.map(({ full_name, id }) =>
        id === undefined ? full_name : `${id} ${full_name}`,
      );

    const companies = names(await ask('GET', '/data_attributes?model=company'));
    expect(companies).toEqual(expect.arrayContaining(['company_id', 'plan.name', '1 custom_attributes.seats']));
    expect(companies).not.toContain('3 custom_attributes.ring');
    expect(companies).not.toContain('5 custom_attributes.old');
    expect(names(await ask('GET', '/data_attributes?model=company&include_archived=true'))).toContain(
      '5 custom_attributes.old',
    );
    expect(names(await ask('GET', '/data_attributes?model=conversation'))).toEqual([]);
    expect(names(await askAsOthers('GET', '/data_attributes')).filter((name) => name.includes('custom'))).toEqual([]);
  });
});

describe('custom attributes of a contact', () => {
  it('declare themselves by their first value, once', async () => {
    const { ask, ports } = await theApi();
    await ask('POST', '/contacts', { ...ADA, custom_attributes: { plan: 'pro', seats: 3, renewed_at: 1_767_225_600 } });
    await ask('POST', '/contacts', { external_id: 'eve', custom_attributes: { plan: 'trial' } });

    const declared = await ports.dataAttributes.list('acmeacme');

    expect(declared.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'plan: string',
      'renewed_at: date',
      'seats: float',
    ]);
  });

  it('cost no read and no write while their names are known', async () => {
    const { ask, ports } = await theApi();
    await ask('POST', '/contacts', { ...ADA, custom_attributes: { plan: 'pro' } });
    ports.dataAttributes.list = () => Promise.reject(new Error('read'));
    ports.dataAttributes.create = () => Promise.reject(new Error('written'));

    const { status } = await ask('POST', '/contacts', { external_id: 'eve', custom_attributes: { plan: 'trial' } });

    expect(status).toBe(200);
  });

  it('are refused with 400 if they are not of their type, and nothing is written', async () => {
    const { ask, ports } = await theApi();
    await ask('POST', '/data_attributes', { name: 'seats', model: 'contact', data_type: 'integer' });

    const { status, json } = await ask('POST', '/contacts', { ...ADA, custom_attributes: { seats: 'many' } });

    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [
        {
          code: 'parameter_invalid',
          message: "Custom attribute 'seats' must be an integer",
          field: 'custom_attributes.seats',
        },
      ],
    });
    expect(await ports.contacts.countListed('acmeacme', { by: 'created_at', from: null, to: null }, 0)).toBe(0);
  });

  it('declare nothing when the contact is refused', async () => {
    const { ask, ports } = await theApi();

    await ask('POST', '/contacts', { ...ADA, custom_attributes: { 'a.b': 1, plan: 'pro' } });
    await ask('POST', '/contacts', { custom_attributes: { plan: 'pro' } });
    await ask('PUT', `/contacts/${'f'.repeat(24)}`, { custom_attributes: { plan: 'pro' } });

    expect(await ports.dataAttributes.list('acmeacme')).toEqual([]);
  });
});
