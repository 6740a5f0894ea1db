import type { TagStore } from '#domain/people/tag/tag-store';
import type { Table } from '../table/table.ts';
import { workspaceCollection } from '../table/workspace-collection.ts';
import { tagCodec } from './tag-item.ts';
import { tagClaimKey, tagKey, tags } from './tag-keys.ts';

/** Takes the table; returns the tags in it. */
export function tagStore(table: Table): TagStore {
  return workspaceCollection(table, {
    codec: tagCodec,
    key: ({ workspaceId, id }) => tagKey({ workspaceId, tagId: id }),
    all: tags,
    names: { entity: 'tag-claim', key: tagClaimKey, holder: 'tagId' },
  });
}
