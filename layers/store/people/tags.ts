import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { Action, Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { tagClaimCodec, tagCodec } from './tag-item.ts';
import { tagClaimKey, tagKey, tags } from './tag-keys.ts';

/** Takes the table; returns the tags in it. */
export function tagStore(table: Table): TagStore {
  const get: TagStore['get'] = async (workspaceId, tagId) =>
    read(await table.get(tagKey({ workspaceId, tagId }), { consistent: true }));
  return {
    get,
    async create(tag) {
      await table.transact([{ put: itemOf(tag), when: 'absent' }, taking(tag)]);
    },
    async getMany(workspaceId, tagIds) {
      return (await table.getMany(tagIds.map((tagId) => tagKey({ workspaceId, tagId })))).map(tagCodec.fromItem);
    },
    async findByName(workspaceId, name) {
      const claim = await table.get(tagClaimKey({ workspaceId, name }), { consistent: true });
      return claim === undefined ? undefined : get(workspaceId, tagClaimCodec.fromItem(claim).tagId);
    },
    async list(workspaceId) {
      const found: Tag[] = [];
      for await (const item of table.walk({ in: tags({ workspaceId }) })) found.push(tagCodec.fromItem(item));
      return found;
    },
    async rename(before, after) {
      const next = { ...after, version: before.version + 1 };
      const write: Action = { put: itemOf(next), when: { equals: { version: before.version } } };
      const [lost, gained] = [tagClaimKey(before), tagClaimKey(after)];
      // A name that differs in case only is the same claim.
      if (lost.partition === gained.partition) return table.transact([write]);
      await table.transact([write, { remove: lost }, taking(after)]);
    },
    async remove(tag, recorded) {
      const { workspaceId, id: tagId } = tag;
      await table.transact([
        { remove: tagKey({ workspaceId, tagId }), when: { equals: { version: tag.version } } },
        { remove: tagClaimKey(tag), when: { equals: { tagId } } },
        ...activityWrites(recorded),
      ]);
    },
  };
}

const taking = (tag: Tag): Action => ({
  put: tagClaimCodec.toItem({ tagId: tag.id }, { at: [tagClaimKey(tag)] }),
  when: 'absent',
});

const itemOf = (tag: Tag): Item =>
  tagCodec.toItem(tag, { at: [tagKey({ workspaceId: tag.workspaceId, tagId: tag.id })] });

const read = (item: Item | undefined) => (item === undefined ? undefined : tagCodec.fromItem(item));
