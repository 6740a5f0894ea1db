import * as fc from 'fast-check';
import { asked, changes, contactsThere, pagedWhileChanging } from '#functions/api/people/testing-paging';
import { dynamoStores } from '#store/dynamo-stores';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import { workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';

const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`search paging: left out: ${absent}\n`);

(absent === undefined ? describe : describe.skip)('pages of searches and lists on the table', () => {
  let engine: Engine;
  let stores: Stores;

  beforeAll(async () => {
    engine = await startEngine(dynoxide);
    stores = dynamoStores(dynamoTable(engine.client, engine.table));
  }, 30_000);
  afterAll(() => engine.stop());

  it('miss nobody and repeat nobody to whom nothing happens, and know the total', async () => {
    const perPage = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(fc.record({ there: contactsThere, between: changes, query: asked, perPage }), async (script) => {
        const { ids, totals, touched, expected, atFirst } = await pagedWhileChanging(stores, workspaceOfTest(), script);

        expect(ids.filter((id) => !touched.has(id)).sort()).toEqual(expected.sort());
        expect(new Set(totals)).toEqual(new Set([atFirst]));
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
