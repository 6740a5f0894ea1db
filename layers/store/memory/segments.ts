import type { ContactStore } from '#domain/people/contact/contact-store';
import type { MemberList, Segment } from '#domain/targeting/segment/segment';
import type {
  ContactCensus,
  MemberPlace,
  SegmentBuildStore,
  SegmentMemberStore,
  SegmentStore,
  ShardProgress,
} from '#domain/targeting/segment/segment-store';
import { LowestHashes } from '../table/hash-sample.ts';
import { changedRules } from '../targeting/segments.ts';
import type { MemoryActivities } from './activities.ts';
import type { MemoryRuleStore } from './live-rules.ts';
import { address, copy, stale } from './snapshot.ts';

/** Takes the rules that segments change and the log of what is done; returns segments kept in memory. */
export function memorySegmentStore(rules: MemoryRuleStore, log: Pick<MemoryActivities, 'record'>): SegmentStore {
  const segments = new Map<string, Segment>();
  return {
    async get(workspaceId, segmentId) {
      const segment = segments.get(address(workspaceId, segmentId));
      return segment === undefined || segment.deleted ? undefined : copy(segment);
    },
    async list(workspaceId) {
      return [...segments.values()]
        .filter((segment) => segment.workspaceId === workspaceId && !segment.deleted)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(copy);
    },
    async save({ before, after, stamp, recorded }) {
      const key = address(after.workspaceId, after.id);
      if (segments.get(key)?.revision !== before?.revision) throw stale();
      const changes = changedRules(before, after);
      if (changes.put.length + changes.remove.length > 0) rules.change(after.workspaceId, { ...changes, stamp });
      segments.set(key, copy({ ...after, revision: (before?.revision ?? 0) + 1 }));
      log.record(recorded);
    },
    async forget(workspaceId, segmentId) {
      segments.delete(address(workspaceId, segmentId));
    },
  };
}

/** Related what every store does, `hide` takes the places of a contact away, or gives them back. */
export type MemorySegmentMemberStore = SegmentMemberStore & {
  hide(workspaceId: string, contactId: string, hidden: boolean): void;
};

type Member = MemberPlace & { hidden?: boolean };

/** Returns lists of members kept in memory. */
export function memorySegmentMemberStore(): MemorySegmentMemberStore {
  const lists = new Map<string, { list: MemberList; members: Map<string, Member> }>();
  const addressOf = ({ workspaceId, segmentId, version }: MemberList) => address(workspaceId, segmentId, version);
  const membersOf = (list: MemberList) => {
    const held = lists.get(addressOf(list)) ?? { list: copy(list), members: new Map<string, Member>() };
    lists.set(addressOf(list), held);
    return held.members;
  };
  const placesIn = (list: MemberList) =>
    [...membersOf(list).values()].flatMap(({ hidden, ...place }) => (hidden ? [] : [place]));
  return {
    hide(workspaceId, contactId, hidden) {
      for (const { list, members } of lists.values()) {
        const member = members.get(contactId);
        if (list.workspaceId === workspaceId && member !== undefined) member.hidden = hidden;
      }
    },
    async put(list, member) {
      membersOf(list).set(member.contactId, copy(member));
    },
    async remove(list, contactId) {
      membersOf(list).delete(contactId);
    },
    async listsOf(workspaceId, contactId) {
      return [...lists.values()].flatMap(({ list, members }) =>
        list.workspaceId === workspaceId && members.has(contactId) ? copy(list) : [],
      );
    },
    async page(list, { limit, newestFirst, after }) {
      const order = newestFirst ? -1 : 1;
      return placesIn(list)
        .sort((a, b) => order * compare(a, b))
        .filter((place) => after === undefined || order * compare(place, after) > 0)
        .slice(0, limit)
        .map(copy);
    },
    async count(list) {
      return placesIn(list).length;
    },
    async sweep(list, most) {
      for (const { contactId } of placesIn(list).slice(0, most)) membersOf(list).delete(contactId);
      return placesIn(list).length > 0;
    },
  };
}

/** Returns the progress of builds kept in memory. */
export function memorySegmentBuildStore(): SegmentBuildStore {
  const builds = new Map<string, Map<number, ShardProgress>>();
  const addressOf = ({ workspaceId, segmentId, version }: MemberList) => address(workspaceId, segmentId, version);
  return {
    async report(list, shard, progress) {
      const shards = builds.get(addressOf(list)) ?? new Map<number, ShardProgress>();
      builds.set(addressOf(list), shards.set(shard, copy(progress)));
    },
    async progress(list) {
      return [...(builds.get(addressOf(list))?.values() ?? [])].map(copy);
    },
  };
}

/** Takes contacts kept in memory; returns who they are. */
export function memoryContactCensus(contacts: ContactStore): ContactCensus {
  return {
    async countShard(workspaceId, shard) {
      return (await contacts.listShard(workspaceId, shard, 1_000_000)).contacts.length;
    },
    async sample(workspaceId, most) {
      const chosen = new LowestHashes(most);
      for (const { id } of (await contacts.list(workspaceId, 1_000_000)).contacts) chosen.offer(id);
      return { total: chosen.offered, contactIds: chosen.ids() };
    },
  };
}

const compare = (a: MemberPlace, b: MemberPlace) =>
  a.createdAt - b.createdAt || (a.contactId < b.contactId ? -1 : Number(a.contactId > b.contactId));
