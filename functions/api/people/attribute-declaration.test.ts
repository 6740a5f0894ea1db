import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

async function theApi() {
  const api = await anApi(peopleRoutes);
  const declared = async () =>
    (await api.ports.dataAttributes.list('acmeacme')).map(({ model, name, type }) => `${model} ${name} ${type}`);
  return { ...api, declared };
}

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, n]));

describe('an attribute that nobody declared', () => {
  it('is not declared by a contact whose external id somebody has (X12)', async () => {
    const { ask, declared } = await theApi();
    await ask('POST', '/contacts', { external_id: 'ada' });

    expect(await ask('POST', '/contacts', { external_id: 'ada', custom_attributes: { plan: 'pro' } })).toMatchObject({
      status: 409,
    });
    expect(await declared()).toEqual([]);
  });

  it('is not declared by a change that takes the address of another user (X12)', async () => {
    const { ask, declared } = await theApi();
    await ask('POST', '/contacts', { external_id: 'ada', email: 'ada@example.com' });
    const eve = (await ask('POST', '/contacts', { external_id: 'eve' })).json as { id: string };

    const taken = { email: 'ada@example.com', custom_attributes: { plan: 'pro' } };
    expect(await ask('PUT', `/contacts/${eve.id}`, taken)).toMatchObject({ status: 409 });
    expect(await declared()).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a value of the wrong type beside it', { seats: 'many', plan: 'pro' }],
    ['a number that is not kept', { plan: 'pro', big: 1e308 }],
    ['a name that is none', { plan: 'pro', 'a.b': 1 }],
  ])('is not declared by a contact, visitor or company that is refused for %s (X12)', async (_, attributes) => {
    const { ask, ports, declared } = await theApi();
    for (const model of ['contact', 'company'])
      await ask('POST', '/data_attributes', { name: 'seats', model, data_type: 'integer' }).then(({ status }) =>
        // One name is of people or of companies.
        expect(status).toBe(model === 'contact' ? 200 : 400),
      );
    const visitor = 'f'.repeat(24);
    const ada = (await ask('POST', '/contacts', { external_id: 'ada' })).json as { id: string };
    const known = await ports.contacts.get('acmeacme', ada.id);
    if (known !== undefined) await ports.contacts.create({ ...known, id: visitor, role: 'visitor', externalId: null });
    await ask('POST', '/companies', { company_id: 'c', name: 'Acme', custom_attributes: { size_class: 1 } });
    const ofCompany = 'seats' in attributes ? { plan: 'pro', size_class: 'big' } : attributes;
    const before = await declared();

    const answers = [
      await ask('POST', '/contacts', { external_id: 'eve', custom_attributes: attributes }),
      await ask('PUT', `/contacts/${ada.id}`, { custom_attributes: attributes }),
      await ask('PUT', '/visitors', { id: visitor, custom_attributes: attributes }),
      await ask('POST', '/companies', { company_id: 'c', custom_attributes: ofCompany }),
      await ask('POST', '/companies', { company_id: 'd', custom_attributes: ofCompany }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    expect(await declared()).toEqual(before);
  });

  it('does not fill the limit of 250 by a request that is refused (X12)', async () => {
    const { ask, declared } = await theApi();
    await ask('POST', '/contacts', { external_id: 'ada' });

    const full = { external_id: 'ada', custom_attributes: many(250) };
    const tooMany = { external_id: 'eve', custom_attributes: many(251) };
    expect(await ask('POST', '/contacts', full)).toMatchObject({ status: 409 });
    expect(await ask('POST', '/contacts', tooMany)).toMatchObject({ status: 400 });
    expect(await declared()).toEqual([]);
    expect(await ask('POST', '/contacts', { external_id: 'eve', custom_attributes: { plan: 'pro' } })).toMatchObject({
      status: 200,
    });
  });

  it('is declared beside so many others that one transaction has no room for them (X12)', async () => {
    const { ask, declared } = await theApi();

    expect(await ask('POST', '/contacts', { external_id: 'ada', custom_attributes: many(250) })).toMatchObject({
      status: 200,
      json: { custom_attributes: { a249: 249 } },
    });
    expect(await ask('POST', '/companies', { company_id: 'c', custom_attributes: many(150) })).toMatchObject({
      status: 200,
      json: { custom_attributes: { a149: 149 } },
    });
    expect((await declared()).length).toBe(400);
  });

  it.each(['/contacts', '/companies'])(
    'has the type of one of two values at once; the other is refused (X12) %s',
    async (path) => {
      const { ask, declared } = await theApi();
      const name = path === '/contacts' ? 'external_id' : 'company_id';
      const write = (id: string, plan: unknown) => ask('POST', path, { [name]: id, custom_attributes: { plan } });

      const answers = await Promise.all([write('ada', 'pro'), write('eve', 3), write('bob', true)]);

      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
      expect((await declared()).length).toBe(1);
    },
  );

  it('is given to both of two contacts at once whose values are of one type (X12)', async () => {
    const { ask, declared } = await theApi();
    const write = (id: string) =>
      ask('POST', '/contacts', { external_id: id, custom_attributes: { plan: id, [id]: 1 } });

    const answers = await Promise.all([write('ada'), write('eve'), write('bob')]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await declared()).toEqual([
      'contact ada float',
      'contact bob float',
      'contact eve float',
      'contact plan string',
    ]);
  });
});
