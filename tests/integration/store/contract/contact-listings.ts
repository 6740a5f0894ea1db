import type { BrowseOptions, ContactListing } from '#domain/people/contact/contact-directory';
import { CONTACT_SHARDS, contactShard } from '#store/people/contact-keys';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** How every store of contacts lists and browses them. */
export function contactListingContract(stores: () => Stores): void {
  describe('listings of contacts', () => {
    it('lists newest first, page by page, neither skipping nor repeating', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await fill(stores(), workspaceId, 23);

      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await contacts.list(workspaceId, 5, cursor);
        seen.push(...page.contacts.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined);

      expect(seen).toEqual(Array.from({ length: 23 }, (_, n) => hex(23 - n)));
    });

    it('lists each contact in exactly one shard, oldest first', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await fill(stores(), workspaceId, 20);

      const shards = await Promise.all(
        Array.from({ length: CONTACT_SHARDS }, async (_, shard) => {
          const first = await contacts.listShard(workspaceId, shard, 2);
          const rest =
            first.next === undefined ? undefined : await contacts.listShard(workspaceId, shard, 99, first.next);
          return [...first.contactIds, ...(rest?.contactIds ?? [])];
        }),
      );

      expect(shards.flat().sort()).toEqual(Array.from({ length: 20 }, (_, n) => hex(n + 1)));
      for (const [shard, ids] of shards.entries()) {
        expect(ids).toEqual(ids.toSorted());
        expect(ids.every((id) => contactShard(id) === shard)).toBe(true);
      }
    });

    it('finds users and leads by e-mail whatever its case, and neither visitors nor archived contacts', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const email = 'Ada@Example.com';
      await contacts.create(aStoredContact({ workspaceId, email }));
      await contacts.create(aStoredContact({ workspaceId, id: hex(2), role: 'lead', email: 'ada@example.com' }));
      await contacts.create(aStoredContact({ workspaceId, id: hex(3), role: 'visitor', email }));
      await contacts.create(aStoredContact({ workspaceId, id: hex(4), role: 'lead', email, archived: true }));

      const found = await contacts.findByEmail(workspaceId, 'ADA@example.com');

      expect(found.map(({ id }) => id).sort()).toEqual([hex(1), hex(2)]);
      expect(await contacts.findByEmail(workspaceOfTest(), email)).toEqual([]);
    });

    it.each(['created_at', 'last_seen_at'] as const)(
      'browses by %s in both directions, from any place on',
      async (by) => {
        const { contacts } = stores();
        const workspaceId = workspaceOfTest();
        for (let n = 1; n <= 20; n += 1) {
          const at = 1_767_600_000_000 + (n >> 1);
          await contacts.create(aStoredContact({ workspaceId, id: hex(n), createdAt: at, lastSeenAt: at }));
        }
        await contacts.create(
          aStoredContact({ workspaceId, id: hex(90), role: 'visitor', lastSeenAt: 1_767_600_000_005 }),
        );
        await contacts.create(
          aStoredContact({ workspaceId, id: hex(91), archived: true, lastSeenAt: 1_767_600_000_005 }),
        );
        const listing = { by, from: 1_767_600_000_002, to: 1_767_600_000_009 };
        const all = Array.from({ length: 14 }, (_, n) => hex(n + 4));

        expect(await browsed(stores(), workspaceId, listing, { newestFirst: false, first: 3 })).toEqual(all);
        expect(await browsed(stores(), workspaceId, listing, { newestFirst: true, first: 3 })).toEqual(
          all.toReversed(),
        );
        const after = { at: 1_767_600_000_005, contactId: hex(10) };
        expect(await browsed(stores(), workspaceId, listing, { newestFirst: false, first: 1, after })).toEqual(
          all.slice(7),
        );
        expect(await browsed(stores(), workspaceId, listing, { newestFirst: true, first: 1, after })).toEqual(
          all.slice(0, 6).toReversed(),
        );
        expect(await contacts.countListed(workspaceId, listing, 0)).toBe(14);
        expect(await contacts.countListed(workspaceId, { by, from: null, to: null }, 0)).toBe(20);
      },
    );

    it("browses an owner's contacts, and follows a contact that gets another owner", async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const first = aStoredContact({ workspaceId, ownerId: '7' });
      await contacts.create(first);
      await contacts.create(aStoredContact({ workspaceId, id: hex(2), ownerId: '7' }));
      await contacts.update(first, { ...first, ownerId: '8' });

      const of = (id: string) =>
        browsed(stores(), workspaceId, { by: 'owner_id', id }, { newestFirst: false, first: 50 });
      expect([await of('7'), await of('8'), await of('9')]).toEqual([[hex(2)], [hex(1)], []]);
    });

    it('takes visitors and archived contacts out of lists and counts, and puts them back', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const contact = aStoredContact({ workspaceId, lastSeenAt: 5, ownerId: '7' });
      await contacts.create(contact);
      await contacts.create(aStoredContact({ workspaceId, id: hex(2), role: 'visitor' }));
      await contacts.update(contact, { ...contact, archived: true });

      expect((await contacts.list(workspaceId, 10)).contacts).toEqual([]);
      expect(await contacts.countListed(workspaceId, { by: 'created_at', from: null, to: null }, 0)).toBe(0);

      const archived = { ...contact, archived: true, version: 2 };
      await contacts.update(archived, { ...archived, archived: false });
      expect((await contacts.list(workspaceId, 10)).contacts.map(({ id }) => id)).toEqual([hex(1)]);
      expect(await contacts.countListed(workspaceId, { by: 'owner_id', id: '7' }, 0)).toBe(1);
    });

    it('refuses cursors of another workspace, of another listing, and garbage', async () => {
      const { contacts } = stores();
      const [workspaceId, other] = [workspaceOfTest(), workspaceOfTest()];
      await fill(stores(), workspaceId, 3);
      const { next = '' } = await contacts.list(workspaceId, 2);

      expect(next).toMatch(/^[A-Za-z0-9_-]+$/);
      await expect(contacts.list(other, 2, next)).rejects.toMatchObject({ code: 'bad_request' });
      await expect(contacts.listShard(workspaceId, 0, 2, next)).rejects.toMatchObject({ code: 'bad_request' });
      for (const garbage of ['', 'x', '{}', 'bnVsbA', `${next}x`, 'a'.repeat(5_000), '💥'])
        await expect(contacts.list(workspaceId, 2, garbage)).rejects.toMatchObject({ code: 'bad_request' });
    });
  });
}

async function fill({ contacts }: Stores, workspaceId: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    // Pairs share an instant, so that ids decide.
    await contacts.create(aStoredContact({ workspaceId, id: hex(n), createdAt: 1_767_600_000_000 + (n >> 1) }));
}

async function browsed({ contacts }: Stores, workspaceId: string, listing: ContactListing, options: BrowseOptions) {
  const found: string[] = [];
  for await (const chunk of contacts.browse(workspaceId, listing, options)) found.push(...chunk.map(({ id }) => id));
  return found;
}
