import type { ContactCensus } from '#domain/targeting/segment/segment-store';
import { sortValue } from '../table/dynamo-request.ts';
import { LowestHashes } from '../table/hash-sample.ts';
import type { Table } from '../table/table.ts';
import { CONTACT_SHARDS, contactListing, contactOfPlace } from './contact-keys.ts';

/** Takes the table; returns who there is in it. */
export function contactCensus(table: Table): ContactCensus {
  return {
    async countShard(workspaceId, shard) {
      let counted = 0;
      for await (const _place of table.walk({ in: contactListing({ workspaceId, shard }) })) counted += 1;
      return counted;
    },
    async sample(workspaceId, most) {
      const chosen = new LowestHashes(most);
      const shards = Array.from({ length: CONTACT_SHARDS }, async (_, shard) => {
        for await (const item of table.walk({ in: contactListing({ workspaceId, shard }) }))
          chosen.offer(contactOfPlace(sortValue('gsi1', item)).contactId);
      });
      await Promise.all(shards);
      return { total: chosen.offered, contactIds: chosen.ids() };
    },
  };
}
