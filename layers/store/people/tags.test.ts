import { aTag } from '#domain/people/tag/testing';
import { memoryTable } from '../table/memory-table.ts';
import { tagStore } from './tags.ts';

/** As the version before collections wrote them. */
const ITEM = {
  ...{ pk: 'W#workspace1#TAGS', sk: 'TAG#0000000000000071', entity: 'tag', schema: 1 },
  ...{ id: '71', workspaceId: 'workspace1', name: 'VIP', createdAt: 1_767_225_600_000 },
  ...{ correlationId: 'correlation1', version: 1 },
};
const CLAIM = { pk: 'W#workspace1#UNIQUE#TAG#vip', sk: 'CLAIM', entity: 'tag-claim', schema: 1, tagId: '71' };

describe('stored tags', () => {
  it('of an earlier version are read, renamed and deleted', async () => {
    const table = memoryTable();
    await table.writeMany([{ put: ITEM }, { put: CLAIM }]);
    const tags = tagStore(table);

    expect(await tags.list('workspace1')).toEqual([aTag()]);
    expect(await tags.findByName('workspace1', 'vip')).toEqual(aTag());
    const renamed = await tags.update(aTag(), { ...aTag(), name: 'Best' });
    await tags.remove(renamed);

    expect(await tags.findByName('workspace1', 'vip')).toBeUndefined();
    expect(await tags.list('workspace1')).toEqual([]);
  });

  it('are written as that version reads them', async () => {
    const table = memoryTable();
    await tagStore(table).create(aTag());

    const at = { index: 'table' as const, partition: ITEM.pk, sort: ITEM.sk };
    expect(await table.get(at)).toEqual(ITEM);
    expect(await table.get({ ...at, partition: CLAIM.pk, sort: CLAIM.sk })).toEqual(CLAIM);
  });
});
