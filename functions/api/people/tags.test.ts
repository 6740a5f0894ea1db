import type { Rule } from '#domain/targeting/rule/rule';
import type { TestResponse } from '#runtime/testing';
import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

type Json = Record<string, unknown>;
type Answer = { status: number; text: string; json: Json };

async function people() {
  const api = await anApi(peopleRoutes);
  const typed =
    (send: (method: string, path: string, body?: unknown) => Promise<TestResponse>) =>
    async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const { status, text, json } = await send(method, path, body);
      return { status, text, json: (json ?? {}) as Json };
    };
  const [ask, askAsOthers] = [typed(api.ask), typed(api.askAsOthers)];
  const created = async (path: string, body: object): Promise<string> =>
    String((await ask('POST', path, body)).json['id']);
  return {
    ports: api.ports,
    ask,
    askAsOthers,
    aTag: (name: string) => created('/tags', { name }),
    aCompany: (company_id: string) => created('/companies', { company_id }),
    aContact: (external_id: string) => created('/contacts', { external_id }),
  };
}

const errorOf = ({ json, status }: Answer) => [status, (json['errors'] as Json[] | undefined)?.[0]?.['code']];

describe('a tag', () => {
  it('is created once, whatever the case of its name, and renamed by id', async () => {
    const { ask, aTag } = await people();
    const id = await aTag(' VIP ');

    expect(await aTag('vip')).toBe(id);
    expect((await ask('GET', `/tags/${id}`)).json).toEqual({ type: 'tag', id, name: 'VIP' });
    expect((await ask('POST', '/tags', { id: Number(id), name: 'VIPs' })).json).toEqual({
      type: 'tag',
      id,
      name: 'VIPs',
    });
    const other = await aTag('Other');
    expect(errorOf(await ask('POST', '/tags', { id: other, name: 'vips' }))).toEqual([409, 'conflict']);
    expect(errorOf(await ask('POST', '/tags', { id: '999', name: 'x' }))).toEqual([404, 'not_found']);
    expect((await ask('GET', '/tags')).json).toEqual({
      type: 'list',
      data: [
        { type: 'tag', id, name: 'VIPs' },
        { type: 'tag', id: other, name: 'Other' },
      ],
    });
  });

  it.each([{}, { test: 'invalid' }, { name: '' }, { name: ' ' }, { name: 'x'.repeat(256) }])(
    'is refused with %j in the recorded words',
    async (body) => {
      const refused = await (await people()).ask('POST', '/tags', body);

      expect(refused).toMatchObject({
        status: 400,
        json: { errors: [{ code: 'parameter_invalid', message: 'invalid tag parameters' }] },
      });
    },
  );

  it.each([
    { name: 3 },
    { name: 'a', companies: 'all' },
    { name: 'a', companies: [{ id: {} }] },
    { name: 'a', users: [{ id: ['1'] }] },
    { name: 'a', users: Array.from({ length: 101 }, () => ({ id: '1' })) },
  ])('is refused with the wrong types of %j', async (body) => {
    expect((await (await people()).ask('POST', '/tags', body)).status).toBe(400);
  });

  it('tags and untags companies by either id', async () => {
    const { ask, aCompany } = await people();
    const [one, two] = [await aCompany('one'), await aCompany('two')];

    const tag = await ask('POST', '/tags', { name: 'VIP', companies: [{ company_id: 'one' }, { id: two }] });

    const tags = async (id: string) => ((await ask('GET', `/companies/${id}`)).json['tags'] as Json)['tags'];
    expect(tag.json).toEqual({ type: 'tag', id: expect.stringMatching(/^\d+$/), name: 'VIP' });
    expect(await tags(one)).toEqual([tag.json]);
    expect(await tags(two)).toEqual([tag.json]);
    await ask('POST', '/tags', { name: 'vip', companies: [{ id: one, untag: true }] });
    expect(await tags(one)).toEqual([]);
    const unknown = { name: 'New', companies: [{ id: two }, { company_id: '123' }] };
    expect(errorOf(await ask('POST', '/tags', unknown))).toEqual([404, 'company_not_found']);
    expect(await tags(two)).toEqual([tag.json]);
    const tagId = String(tag.json['id']);
    expect((await ask('GET', `/companies?tag_id=${tagId}`)).json['data']).toMatchObject([{ id: two }]);
  });

  it('tags and untags users', async () => {
    const { ask, aContact } = await people();
    const [one, two] = [await aContact('one'), await aContact('two')];

    const { json } = await ask('POST', '/tags', { name: 'VIP', users: [{ id: one }, { user_id: 'two' }] });

    const refs = async (id: string) => ((await ask('GET', `/contacts/${id}`)).json['tags'] as Json)['data'];
    const ref = { type: 'tag', id: json['id'], url: `/tags/${json['id']}` };
    expect([await refs(one), await refs(two)]).toEqual([[ref], [ref]]);
    await ask('POST', '/tags', {
      name: 'VIP',
      users: [
        { id: one, untag: true },
        { id: two, untag: false },
      ],
    });
    await ask('POST', '/tags', { name: 'VIP', users: [{ id: one, untag: true }] });
    expect([await refs(one), await refs(two)]).toEqual([[], [ref]]);
    expect(errorOf(await ask('POST', '/tags', { name: 'VIP', users: [{ id: '123' }] }))).toEqual([404, 'not_found']);
  });

  it('is deleted with an empty body unless a live rule asks for it', async () => {
    const { ask, ports, aTag } = await people();
    const [free, used] = [await aTag('free'), await aTag('used')];
    const rule: Rule = { all: [{ tag: used }] };
    await ports.rules.put({
      ...{ id: 'seg1', workspaceId: 'acmeacme', purpose: 'segment', version: 1, rule, timezone: 'UTC' },
      ...{ startedAt: 1, enroll: 'existing_and_future' },
    });

    expect(await ask('DELETE', `/tags/${free}`)).toMatchObject({ status: 200, text: '' });
    const refused = await ask('DELETE', `/tags/${used}`);

    expect(refused).toMatchObject({
      status: 400,
      json: {
        errors: [
          {
            code: 'tag_has_dependent_objects',
            message: 'Unable to delete Tag with dependent objects. Segments: seg1.',
          },
        ],
      },
    });
    expect(errorOf(await ask('GET', `/tags/${free}`))).toEqual([404, 'not_found']);
    expect(errorOf(await ask('DELETE', `/tags/${free}`))).toEqual([404, 'not_found']);
    expect((await ask('GET', `/tags/${used}`)).status).toBe(200);
  });

  it('does not exist for another workspace', async () => {
    const { ask, askAsOthers, aContact, aTag } = await people();
    const [tag, contact] = [await aTag('VIP'), await aContact('one')];

    for (const [method, path] of [
      ['GET', `/tags/${tag}`],
      ['DELETE', `/tags/${tag}`],
      ['GET', `/contacts/${contact}/tags`],
      ['POST', `/contacts/${contact}/tags`],
      ['DELETE', `/contacts/${contact}/tags/${tag}`],
    ] as const)
      expect(errorOf(await askAsOthers(method, path, method === 'POST' ? { id: tag } : undefined))).toEqual([
        404,
        'not_found',
      ]);
    expect(errorOf(await askAsOthers('POST', '/tags', { name: 'x', users: [{ id: contact }] }))[0]).toBe(404);
    expect((await askAsOthers('GET', '/tags')).json).toEqual({ type: 'list', data: [] });
    expect((await ask('GET', `/tags/${tag}`)).status).toBe(200);
  });
});

describe('the tags of a contact', () => {
  it('tell when and by whom they were applied', async () => {
    const { ask, aContact, aTag } = await people();
    const [contact, tag] = [await aContact('one'), await aTag('VIP')];
    const applied = {
      ...{ type: 'tag', id: tag, name: 'VIP', applied_at: 1_767_603_600 },
      applied_by: { type: 'admin', id: expect.stringMatching(/^\d+$/) },
    };

    expect((await ask('POST', `/contacts/${contact}/tags`, { id: Number(tag) })).json).toEqual(applied);
    expect((await ask('POST', `/contacts/${contact}/tags`, { id: tag })).json).toEqual(applied);

    expect((await ask('GET', `/contacts/${contact}/tags`)).json).toEqual({ type: 'list', data: [applied] });
    expect((await ask('GET', `/contacts/${contact}`)).json['tags']).toMatchObject({
      total_count: 1,
      has_more: false,
    });
    expect((await ask('DELETE', `/contacts/${contact}/tags/${tag}`)).json).toEqual(applied);
    expect((await ask('GET', `/contacts/${contact}/tags`)).json).toEqual({ type: 'list', data: [] });
    expect(errorOf(await ask('DELETE', `/contacts/${contact}/tags/${tag}`))).toEqual([404, 'not_found']);
  });

  it('are refused in the recorded words', async () => {
    const { ask, aContact, aTag } = await people();
    const [contact, tag] = [await aContact('one'), await aTag('VIP')];

    expect((await ask('POST', '/contacts/82/tags', { id: tag })).json['errors']).toMatchObject([
      { code: 'not_found', message: 'User Not Found' },
    ]);
    expect((await ask('POST', `/contacts/${contact}/tags`, { id: '123' })).json['errors']).toMatchObject([
      { code: 'not_found', message: 'Resource Not Found' },
    ]);
    expect((await ask('POST', `/contacts/${contact}/tags`, {})).status).toBe(400);
    expect((await ask('POST', `/contacts/${contact}/tags`, { id: { $ne: 1 } })).status).toBe(400);
  });

  it('are ten at most in the contact itself, which tells that there are more', async () => {
    const { ask, aContact, aTag } = await people();
    const contact = await aContact('one');
    for (let n = 0; n < 11; n += 1) await ask('POST', `/contacts/${contact}/tags`, { id: await aTag(`tag ${n}`) });

    const { data, ...rest } = (await ask('GET', `/contacts/${contact}`)).json['tags'] as Json & { data: Json[] };

    expect(data).toHaveLength(10);
    expect(rest).toEqual({ type: 'list', url: `/contacts/${contact}/tags`, total_count: 11, has_more: true });
    expect((await ask('GET', `/contacts/${contact}/tags`)).json['data']).toHaveLength(11);
  });
});
