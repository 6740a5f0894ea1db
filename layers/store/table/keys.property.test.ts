import { fc, test } from '@fast-check/jest';
import { everyPattern, SAMPLE } from '../access-patterns.ts';
import { dueKey, dueRange } from '../kernel/due-keys.ts';
import { contactKey, contactListingKey, contactOfKey, contactOfPlace } from '../people/contact-keys.ts';
import { eventKey } from '../people/event-keys.ts';
import { conversationListingKey, conversationOfPlace, partKey } from '../respond/conversation-keys.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '#', 'a#b', 'EVENT', 'META', '1#2', '%23;'),
);
const ACROSS_WORKSPACES = [
  'connectionKey',
  'membershipKey',
  'memberships',
  'workspaceRegistry',
  'workspaceRegistryKey',
];
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const event = fc.record({
  workspaceId: hostile,
  contactId: hostile,
  name: hostile,
  eventId: hostile,
  createdAt: instant,
});
const addresses = everyPattern().flatMap(({ name, build }) => {
  const address = build(SAMPLE);
  return 'sort' in address ? [{ name, build, address }] : [];
});

describe('keys', () => {
  test.prop([event, event])('tell distinct events apart', (a, b) => {
    const same = JSON.stringify(a) === JSON.stringify(b);

    expect(JSON.stringify(eventKey(a)) === JSON.stringify(eventKey(b))).toBe(same);
  });

  test.prop([
    fc.record({ workspaceId: hostile, contactId: hostile }),
    fc.record({ workspaceId: hostile, contactId: hostile }),
  ])('tell distinct contacts apart', (a, b) => {
    const same = a.workspaceId === b.workspaceId && a.contactId === b.contactId;

    expect(contactKey(a).partition === contactKey(b).partition).toBe(same);
  });

  it('of different things never coincide', () => {
    const placed = addresses.map(({ address }) => `${address.index} ${address.partition} ${address.sort}`);

    expect(new Set(placed).size).toBe(placed.length);
  });

  it('begin with the workspace, but for the registry, sockets and the addresses of teammates', () => {
    const others = everyPattern().filter(({ build }) => !build(SAMPLE).partition.startsWith('W#workspaceId'));

    expect(others.map(({ name }) => name).sort()).toEqual(ACROSS_WORKSPACES);
  });

  test.prop([hostile, hostile])('of different workspaces lie in different partitions', (a, b) => {
    fc.pre(a !== b);
    for (const { name, build } of everyPattern()) {
      if (ACROSS_WORKSPACES.includes(name)) continue;
      expect(build({ ...SAMPLE, workspaceId: a }).partition).not.toBe(build({ ...SAMPLE, workspaceId: b }).partition);
    }
  });

  test.prop([instant, instant, hostile, hostile])('sort events, timers and listings as time does', (a, b, one, two) => {
    fc.pre(a !== b);
    const orders = [
      (at: number, id: string) => eventKey({ ...SAMPLE, createdAt: at, eventId: id }).sort,
      (at: number, id: string) => dueKey({ ...SAMPLE, subjectId: id, at }).sort,
      (at: number, id: string) => contactListingKey({ ...SAMPLE, contactId: id, createdAt: at }).sort,
      (at: number, id: string) => conversationListingKey({ ...SAMPLE, conversationId: id, updatedAt: at }).sort,
    ];

    for (const sort of orders) expect(sort(a, one) < sort(b, two)).toBe(a < b);
  });

  test.prop([fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 999_999 })])(
    'sort parts by number',
    (a, b) => {
      expect(partKey({ ...SAMPLE, seq: a }).sort < partKey({ ...SAMPLE, seq: b }).sort).toBe(a < b);
    },
  );

  test.prop([instant, instant, instant, hostile])(
    'put a timer into a range exactly if it lies between',
    (at, from, to, subjectId) => {
      const { sort } = dueKey({ ...SAMPLE, subjectId, at });
      const range = dueRange(from, to);

      expect(sort >= range.from && sort <= range.to).toBe(at >= from && at <= to);
    },
  );

  it('give back whose they are', () => {
    const { partition } = contactKey({ workspaceId: 'acme0000', contactId: 'abc' });

    expect(contactOfKey(partition)).toEqual({ workspaceId: 'acme0000', contactId: 'abc' });
    expect(() => contactOfKey('W#acme0000#CONV#1')).toThrow(RangeError);
    expect(contactOfPlace('0000000000005#abc')).toEqual({ contactId: 'abc', createdAt: 5 });
    expect(conversationOfPlace('0000000000005#77')).toEqual({ conversationId: '77', updatedAt: 5 });
  });
});
