import * as z from 'zod';
import type { MemberList } from '#domain/segment/segment';
import type { MemberPlace, SegmentMemberStore } from '#domain/segment/segment-store';
import { codec } from './codec.ts';
import { sortValue } from './dynamo-request.ts';
import { CONTACT_SHARDS, contactOfPlace } from './keys/contact-keys.ts';
import {
  listOfMember,
  segmentMemberKey,
  segmentMemberListingKey,
  segmentMembers,
  segmentsOfContact,
} from './keys/segment-keys.ts';
import type { Query, Table } from './table.ts';

/** All it says is in its keys. */
const memberCodec = codec<object>('segment-member', z.object({}));

/** Takes the table; returns the lists of members in it. */
export function segmentMemberStore(table: Table): SegmentMemberStore {
  return {
    async put(list, member) {
      const at = { ...addressOf(list), ...member };
      await table.put(memberCodec.toItem({}, { at: [segmentMemberKey(at), segmentMemberListingKey(at)] }));
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
      const shards = await Promise.all(
        shardsOf(list).map((shard) => table.page({ ...shard, limit, newestFirst, ...from })),
      );
      const places = shards.flat().map((item) => contactOfPlace(sortValue('gsi1', item)));
      const order = newestFirst ? -1 : 1;
      return places.sort((a, b) => order * compare(a, b)).slice(0, limit);
    },
    async count(list) {
      const counted = shardsOf(list).map(async (shard) => {
        let members = 0;
        for await (const _place of table.walk(shard)) members += 1;
        return members;
      });
      return (await Promise.all(counted)).reduce((sum, members) => sum + members, 0);
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

const compare = (a: MemberPlace, b: MemberPlace) =>
  a.createdAt - b.createdAt || (a.contactId < b.contactId ? -1 : Number(a.contactId > b.contactId));
