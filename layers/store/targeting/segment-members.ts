import * as z from 'zod';
import type { MemberList } from '#domain/targeting/segment/segment';
import type { SegmentMemberStore } from '#domain/targeting/segment/segment-store';
import { CONTACT_SHARDS, contactOfPlace } from '../people/contact-keys.ts';
import { codec } from '../table/codec.ts';
import { countPlaces } from '../table/count-places.ts';
import { sortValue } from '../table/dynamo-request.ts';
import { inShards } from '../table/sharded-page.ts';
import type { Query, Table } from '../table/table.ts';
import {
  listOfMember,
  segmentMemberKey,
  segmentMemberListingKey,
  segmentMembers,
  segmentsOfContact,
} from './segment-keys.ts';

/** All it says is in its keys. */
const memberCodec = codec<object>('segment-member', z.object({}));

/** Takes the table; returns the lists of members in it. */
export function segmentMemberStore(table: Table): SegmentMemberStore {
  return {
    async put(list, { hidden = false, ...member }) {
      const at = { ...addressOf(list), ...member };
      const places = hidden ? [] : [segmentMemberListingKey(at)];
      await table.put(memberCodec.toItem({}, { at: [segmentMemberKey(at), ...places] }));
    },
    async remove(list, contactId) {
      await table.remove(segmentMemberKey({ ...addressOf(list), contactId }));
    },
    async listsOf(workspaceId, contactId) {
      const lists: MemberList[] = [];
      for await (const item of table.walk({ in: segmentsOfContact({ workspaceId, contactId }), consistent: true })) {
        const { segmentId, segmentVersion } = listOfMember(sortValue('table', item));
        lists.push({ workspaceId, segmentId, version: segmentVersion });
      }
      return lists;
    },
    async page(list, { after, limit, newestFirst }) {
      const from = after === undefined ? {} : { after: segmentMemberListingKey({ ...addressOf(list), ...after }).sort };
      const places = await inShards(limit, newestFirst, shardsOf(list), async (shard, most, behind) => {
        const position = behind === undefined ? from : { after: behind };
        const found = await table.page({ ...shard, limit: most, newestFirst, ...position });
        return found.map((item) => sortValue('gsi1', item));
      });
      return places.map(contactOfPlace);
    },
    count(list, now) {
      const { workspaceId, segmentId, version } = list;
      const shards = shardsOf(list).map((shard) => shard.in);
      return countPlaces(table, { workspaceId, name: `segment ${segmentId} ${version}`, shards }, now);
    },
    async sweep(list, most) {
      const limit = Math.ceil(most / CONTACT_SHARDS);
      const shards = await Promise.all(shardsOf(list).map((shard) => table.page({ ...shard, limit })));
      const found = shards.flat().map((item) => contactOfPlace(sortValue('gsi1', item)));
      await table.writeMany(
        found.map(({ contactId }) => ({ remove: segmentMemberKey({ ...addressOf(list), contactId }) })),
      );
      return shards.some((places) => places.length === limit);
    },
  };
}

const addressOf = ({ workspaceId, segmentId, version }: MemberList) => ({
  workspaceId,
  segmentId,
  segmentVersion: version,
});

const shardsOf = (list: MemberList): Query[] =>
  Array.from({ length: CONTACT_SHARDS }, (_, shard) => ({ in: segmentMembers({ ...addressOf(list), shard }) }));
