import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Activity } from '#domain/workspace/activity/activity';
import type { Contract, Route } from '#runtime/contract';
import { anApi, NOW, type TestApi } from './testing.ts';

type Contracts = Record<'list' | 'find' | 'create' | 'update' | 'remove', Contract>;
type Collection = Contracts & { port: 'macros'; example: Record<string, unknown> };
type Shown = { id: string; name: string; version: number };
type Listed = { data: Shown[]; pages: { next?: { starting_after: string } } };

/** Every collection by the name of its port, under which its contract file exports it. */
const collections = modules('functions/api/*/*.contract.ts').flatMap((exported) =>
  Object.entries(exported).flatMap(([port, value]) => (isCollection(value) ? [{ ...value, port } as Collection] : [])),
);
const lateRoutes = modules('functions/api/*/collections.late.ts') as {
  lateCollectionRoutes(ports: TestApi['ports']): Route[];
}[];

describe.each(collections.map((collection) => [collection.create.path, collection] as const))(
  'the collection %s',
  (path, { port, list, find, example }) => {
    let api: TestApi;
    beforeEach(async () => {
      api = await anApi((ports) => lateRoutes.flatMap(({ lateCollectionRoutes }) => lateCollectionRoutes(ports)));
    });

    const versions = { 'intercom-version': list.since ?? find.since ?? '2.15' };
    const ask = (method: string, below = '', body?: unknown) => api.ask(method, `${path}${below}`, body, versions);
    const made = async (changes: object = {}) => (await ask('POST', '', { ...example, ...changes })).json as Shown;
    const listed = async (query = '') => (await ask('GET', query)).json as Listed;
    const logged = async () =>
      (await api.ports.activities.list('acmeacme', { from: 0, to: NOW * 2 })).map(
        (activity: Activity) => 'deed' in activity && activity.deed,
      );

    it('keeps what is made, and shows it alone and in its list', async () => {
      const created = await made();

      expect(created).toMatchObject({ name: example['name'], version: 1 });
      expect((await ask('GET', `/${created.id}`)).json).toEqual(created);
      expect((await listed()).data).toEqual([created]);
    });

    it('pages through its list', async () => {
      for (const name of ['One', 'Two', 'Three']) await made({ name });

      const first = await listed('?per_page=2');
      const second = await listed(`?per_page=2&starting_after=${first.pages.next?.starting_after}`);

      expect([first.data.length, second.data.length, second.pages.next]).toEqual([2, 1, undefined]);
      expect([...first.data, ...second.data].map(({ name }) => name).sort()).toEqual(['One', 'Three', 'Two']);
      expect((await ask('GET', '?starting_after=x')).status).toBe(400);
    });

    it('changes the fields that are sent and no others', async () => {
      const created = await made();
      api.ports.clock.set(NOW + 5_000);

      const changed = await ask('PUT', `/${created.id}`, { name: 'Renamed', version: 1 });

      const { updated_at: _, ...rest } = created as Shown & { updated_at: unknown };
      expect(changed).toMatchObject({ status: 200, json: { ...rest, name: 'Renamed', version: 2 } });
      expect((await ask('PUT', `/${created.id}`, { name: 'Renamed' })).json).toMatchObject({ version: 2 });
    });

    it('refuses a change on top of a version that is not the last', async () => {
      const { id } = await made();
      await ask('PUT', `/${id}`, { name: 'Theirs', version: 1 });

      expect(await ask('PUT', `/${id}`, { name: 'Ours', version: 1 })).toMatchObject({
        status: 409,
        json: { type: 'error.list', errors: [{ code: 'version_conflict', field: 'version' }] },
      });
      expect((await listed()).data).toMatchObject([{ name: 'Theirs' }]);
    });

    it('deletes one, whose name is free again', async () => {
      const { id, name } = await made();

      expect(await ask('DELETE', `/${id}`)).toMatchObject({ status: 200, json: { id, deleted: true } });
      expect((await ask('GET', `/${id}`)).status).toBe(404);
      expect((await listed()).data).toEqual([]);
      expect(await made()).toMatchObject({ name, version: 1 });
    });

    it.each([
      ['GET', undefined],
      ['PUT', { name: 'Mine' }],
      ['DELETE', undefined],
    ])('answers %s of what is not there, or of another workspace, with 404', async (method, body) => {
      const { id } = await made();
      const missing = { status: 404, json: { type: 'error.list', errors: [{ code: 'not_found' }] } };

      expect(await ask(method, '/404', body)).toMatchObject(missing);
      expect(await api.askAsOthers(method, `${path}/${id}`, body, versions)).toMatchObject(missing);
      expect((await api.askAsOthers('GET', path, undefined, versions)).json).toMatchObject({ data: [] });
      expect((await ask('GET', `/${id}`)).status).toBe(200);
    });

    it('names the field that is wrong, and the fields that it ignores', async () => {
      const { status, json } = await ask('POST', '', {});

      expect([status, json]).toEqual([400, expect.objectContaining({ type: 'error.list' })]);
      expect(json).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ field: 'name' })]) });
      expect(await ask('POST', '', { ...example, name: 7 })).toMatchObject({
        status: 400,
        json: { errors: [{ code: 'parameter_invalid', field: 'name' }] },
      });
      expect(await made({ colour: 'red' })).toMatchObject({ warnings: [{ path: 'colour' }] });
    });

    it('has a limit', async () => {
      jest.spyOn(api.ports[port], 'count').mockImplementation(async (_, most) => most);

      expect(await ask('POST', '', example)).toMatchObject({
        status: 400,
        json: { errors: [{ code: 'limit_reached' }] },
      });
      expect((await listed()).data).toEqual([]);
    });

    it('tells of a name that is taken, where names are unique', async () => {
      const created = await made({ name: 'Taken' });

      const again = await ask('POST', '', { ...example, name: 'TAKEN' });

      const taken = { status: 409, json: { errors: [{ code: 'name_taken', field: 'name' }] } };
      const unique = (await api.ports[port].findByName('acmeacme', 'taken'))?.id === created.id;
      expect(again).toMatchObject(unique ? taken : { status: 200 });
    });

    it('writes down who made, changed and deleted what', async () => {
      const { id } = await made();
      await ask('PUT', `/${id}`, { name: 'Renamed' });
      await ask('PUT', `/${id}`, { name: 'Renamed' });
      await ask('DELETE', `/${id}`);

      expect((await logged()).toSorted()).toEqual(['creation', 'deletion', 'update']);
    });
  },
);

function modules(pattern: string): Record<string, unknown>[] {
  return globSync(pattern, { cwd: process.cwd() })
    .sort()
    .map((file) => require(resolve(file)));
}

function isCollection(value: unknown): value is Contracts {
  return typeof value === 'object' && value !== null && 'example' in value && 'update' in value;
}
