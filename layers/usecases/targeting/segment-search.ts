import type { Contact } from '#domain/people/contact/contact';
import type { BrowseOptions } from '#domain/people/contact/contact-directory';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Query } from '#domain/targeting/search/search-query';
import type { MemberList } from '#domain/targeting/segment/segment';
import type { MemberPlace, SegmentMemberStore, SegmentStore } from '#domain/targeting/segment/segment-store';

export type SegmentSearchPorts = {
  contacts: Pick<ContactStore, 'getListed'>;
  segments: Pick<SegmentStore, 'get'>;
  segmentMembers: Pick<SegmentMemberStore, 'listsOf' | 'page' | 'count'>;
};

/** Keys of one further read. */
const MAX_PLACES = 800;

/** The lists that served segments when they were last looked at, by workspace and segment. */
export type KnownLists = Map<string, MemberList>;

/**
 * Takes a query and the lists that are known to serve; returns how the segments that it names are read, by the lists
 * that serve them. If all of them are known, that is only found out while they are read: then what was read counts if
 * `areCurrent` comes true.
 */
export async function namedSegments(
  ports: SegmentSearchPorts,
  workspaceId: string,
  query: Query,
  known: KnownLists = new Map(),
) {
  const { segmentMembers, contacts } = ports;
  const ids = [...new Set(segmentIdsIn(query))];
  const knownAs = (id: string) => `${workspaceId} ${id}`;
  const assumed = ids.flatMap((id): [string, MemberList][] => {
    const list = known.get(knownAs(id));
    return list === undefined ? [] : [[id, list]];
  });
  const present = servingLists(ports, workspaceId, ids).then((serving) => {
    for (const id of ids) {
      const list = serving.get(id);
      if (list === undefined) known.delete(knownAs(id));
      else known.set(knownAs(id), list);
    }
    return serving;
  });
  const isGuess = assumed.length === ids.length;
  const lists = isGuess ? new Map(assumed) : await present;
  const areCurrent = present.then((serving) => ids.every((id) => serving.get(id)?.version === lists.get(id)?.version));
  // Whoever fails before asking never hears of it.
  areCurrent.catch(() => undefined);
  let sets: Promise<[string, Set<string>][]> | undefined;

  async function* places(list: MemberList, { newestFirst, after: behind, first }: BrowseOptions) {
    let after: MemberPlace | undefined = behind && { createdAt: behind.at, contactId: behind.contactId };
    for (let limit = first; ; limit = Math.min(4 * limit, MAX_PLACES)) {
      const page = await segmentMembers.page(list, { limit, newestFirst, after });
      if (page.length > 0) yield page;
      if (page.length < limit) return;
      after = page.at(-1);
    }
  }

  /** Every member of every segment that is named, read once: 0.1 kB each. */
  async function everyMember(): Promise<[string, Set<string>][]> {
    const read = async ([id, list]: [string, MemberList]): Promise<[string, Set<string>]> => {
      const ids = new Set<string>();
      for await (const page of places(list, { newestFirst: false, first: MAX_PLACES }))
        for (const { contactId } of page) ids.add(contactId);
      return [id, ids];
    };
    return await Promise.all([...lists].map(read));
  }

  return {
    areCurrent,
    /** How many are in a segment at present (ms). */
    count: async (segmentId: string, now: number): Promise<number> => {
      const list = lists.get(segmentId);
      return list === undefined ? 0 : await segmentMembers.count(list, now);
    },
    /** Yields the members of a segment in order of their creation. */
    async *browse(segmentId: string, options: BrowseOptions): AsyncGenerator<Contact[]> {
      const list = lists.get(segmentId);
      if (list === undefined) return;
      for await (const page of places(list, options)) {
        const ids = page.map(({ contactId }) => contactId);
        yield await contacts.getListed(workspaceId, ids);
      }
    },
    /** Takes contacts; returns which of the named segments each is in. A handful is asked for one by one. */
    async membershipsOf(of: readonly Contact[], isHandful: boolean): Promise<(contactId: string) => string[]> {
      if (lists.size === 0) return () => [];
      if (isHandful) {
        const own = await Promise.all(of.map(({ id }) => segmentMembers.listsOf(workspaceId, id)));
        const serving = own.map((each) =>
          each.filter(({ segmentId, version }) => lists.get(segmentId)?.version === version),
        );
        const byId = new Map(of.map(({ id }, index) => [id, (serving[index] ?? []).map(({ segmentId }) => segmentId)]));
        return (contactId) => byId.get(contactId) ?? [];
      }
      sets ??= everyMember();
      const members = await sets;
      return (contactId) => members.filter(([, ids]) => ids.has(contactId)).map(([id]) => id);
    },
    /** Whether one segment alone is named, so that its list tells all about it. */
    isAlone: lists.size === 1,
  };
}

async function servingLists(
  { segments }: SegmentSearchPorts,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, MemberList>> {
  const found = await Promise.all(ids.map((id) => segments.get(workspaceId, id)));
  return new Map(
    found.flatMap((segment): [string, MemberList][] =>
      segment?.serving ? [[segment.id, { workspaceId, segmentId: segment.id, version: segment.serving.list }]] : [],
    ),
  );
}

function segmentIdsIn(query: Query): string[] {
  if (query.kind !== 'filter') return query.of.flatMap(segmentIdsIn);
  if (query.field.name !== 'segment_id' || query.test.kind !== 'is') return [];
  return query.test.values.flatMap((value) => (typeof value === 'string' ? [value] : []));
}
