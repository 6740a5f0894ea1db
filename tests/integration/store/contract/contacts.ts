import type { Contact } from '#domain/contact/contact';
import type { BrowseOptions, ContactListing } from '#domain/contact/contact-directory';
import { CONTACT_SHARDS, contactShard } from '#store/keys/contact-keys';
import type { Stores } from '#store/stores';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

const NOTHING = { country: null, region: null, city: null, countryCode: null, continentCode: null };

/** A user of whom only the ids are known, changed as told. */
export function aStoredContact(changes: Partial<Contact> & { workspaceId: string }): Contact {
  return {
    id: hex(1),
    role: 'user',
    externalId: null,
    email: null,
    phone: null,
    name: null,
    avatar: null,
    ownerId: null,
    hasHardBounced: false,
    markedEmailAsSpam: false,
    unsubscribedFromEmails: false,
    signedUpAt: null,
    lastSeenAt: null,
    lastRepliedAt: null,
    lastContactedAt: null,
    lastEmailOpenedAt: null,
    lastEmailClickedAt: null,
    languageOverride: null,
    browser: null,
    browserVersion: null,
    browserLanguage: null,
    os: null,
    location: NOTHING,
    referrer: null,
    utm: { campaign: null, content: null, medium: null, source: null, term: null },
    archived: false,
    blocked: false,
    sessionCount: 0,
    customAttributes: {},
    tagIds: [],
    companyIds: [],
    noteIds: [],
    noteCount: 0,
    subscriptions: {},
    stamps: {},
    createdAt: 1_767_600_000_000,
    updatedAt: 1_767_600_000_000,
    correlationId: 'request-1',
    version: 1,
    ...changes,
  };
}

/** What every store of contacts does. */
export function contactContract(stores: () => Stores): void {
  describe('contacts', () => {
    it('returns a contact as it was written', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const full = aStoredContact({
        workspaceId,
        externalId: 'u-1',
        email: 'Grace@Example.com',
        name: 'Grace',
        hasHardBounced: true,
        signedUpAt: 1_767_000_000_000,
        location: { ...NOTHING, country: 'France', city: '' },
        utm: { campaign: 'spring', content: null, medium: null, source: null, term: null },
        customAttributes: { plan: 'pro', seats: 3, trial: false, note: '', gone: null },
        stamps: { plan: { at: 5, since: 3 }, name: { at: 4, since: 4 } },
      });

      await contacts.create(full);

      expect(await contacts.get(workspaceId, full.id)).toEqual(full);
    });

    it('finds a contact by external id exactly and a user by e-mail whatever its case', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await contacts.create(aStoredContact({ workspaceId, externalId: 'Ünï#1', email: 'Grace@Example.com' }));

      expect((await contacts.findByExternalId(workspaceId, 'Ünï#1'))?.id).toBe(hex(1));
      expect(await contacts.findByExternalId(workspaceId, 'ünï#1')).toBeUndefined();
      expect((await contacts.findUserByEmail(workspaceId, 'gRACE@example.COM'))?.id).toBe(hex(1));
      expect(await contacts.findUserByEmail(workspaceOfTest(), 'grace@example.com')).toBeUndefined();
    });

    it('refuses a second holder of an external id or of a user e-mail, and names the first', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await contacts.create(aStoredContact({ workspaceId, externalId: 'u-1', email: 'a@b.co' }));
      const message = `A contact matching those details already exists with id=${hex(1)}`;

      const sameExternalId = contacts.create(aStoredContact({ workspaceId, id: hex(2), externalId: 'u-1' }));
      const sameEmail = contacts.create(aStoredContact({ workspaceId, id: hex(3), email: 'A@B.co' }));

      await expect(sameExternalId).rejects.toMatchObject({
        code: 'conflict',
        message,
        details: { reason: 'conflict' },
      });
      await expect(sameEmail).rejects.toMatchObject({ code: 'conflict', message });
      expect(await contacts.get(workspaceId, hex(2))).toBeUndefined();
    });

    it('lets leads share an e-mail address', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await contacts.create(aStoredContact({ workspaceId, role: 'lead', email: 'a@b.co' }));

      await contacts.create(aStoredContact({ workspaceId, id: hex(2), role: 'lead', email: 'a@b.co' }));

      expect(await contacts.findUserByEmail(workspaceId, 'a@b.co')).toBeUndefined();
      expect(await contacts.get(workspaceId, hex(2))).toBeDefined();
    });

    it('lets exactly one of many concurrent creates of one external id win', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();

      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) =>
          contacts.create(aStoredContact({ workspaceId, id: hex(n + 1), externalId: 'u-1' })),
        ),
      );

      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      expect(new Set(codes)).toEqual(new Set(['conflict']));
      expect(await contacts.findByExternalId(workspaceId, 'u-1')).toBeDefined();
    });

    it('replaces a contact once per version', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const before = aStoredContact({ workspaceId, externalId: 'u-1' });
      await contacts.create(before);
      await contacts.update(before, { ...before, name: 'Ada', version: 2 });

      const late = contacts.update(before, { ...before, name: 'Bob', version: 2 });

      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await contacts.get(workspaceId, before.id)).toMatchObject({ name: 'Ada', version: 2 });
    });

    it('frees the claims that an update gives up and takes the new ones', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const lead = aStoredContact({ workspaceId, role: 'lead', externalId: 'old', email: 'a@b.co' });
      await contacts.create(lead);

      await contacts.update(lead, { ...lead, role: 'user', externalId: 'new', version: 2 });

      expect(await contacts.findByExternalId(workspaceId, 'old')).toBeUndefined();
      expect((await contacts.findByExternalId(workspaceId, 'new'))?.id).toBe(lead.id);
      expect((await contacts.findUserByEmail(workspaceId, 'a@b.co'))?.id).toBe(lead.id);
      await contacts.create(aStoredContact({ workspaceId, id: hex(2), externalId: 'old' }));
    });

    it('refuses an update to a claim that another holds and leaves everything as it was', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const second = aStoredContact({ workspaceId, id: hex(2), externalId: 'two' });
      await contacts.create(aStoredContact({ workspaceId, externalId: 'one' }));
      await contacts.create(second);

      const taken = contacts.update(second, { ...second, externalId: 'one', version: 2 });

      await expect(taken).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(hex(1)) });
      expect((await contacts.findByExternalId(workspaceId, 'two'))?.id).toBe(hex(2));
    });

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
          return [...first.contacts, ...(rest?.contacts ?? [])].map(({ id }) => id);
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
        expect(await contacts.countListed(workspaceId, listing, 100)).toBe(14);
        expect(await contacts.countListed(workspaceId, { by, from: null, to: null }, 100)).toBe(20);
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
      expect(await contacts.count(workspaceId)).toBe(0);

      const archived = { ...contact, archived: true, version: 2 };
      await contacts.update(archived, { ...archived, archived: false });
      expect((await contacts.list(workspaceId, 10)).contacts.map(({ id }) => id)).toEqual([hex(1)]);
      expect(await contacts.countListed(workspaceId, { by: 'owner_id', id: '7' }, 10)).toBe(1);
    });

    it('takes a contact away with its claims and places, and leaves its mark', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const contact = aStoredContact({ workspaceId, externalId: 'u-1', email: 'a@b.co', lastSeenAt: 5 });
      await contacts.create(contact);

      await contacts.remove(contact);

      expect(await contacts.get(workspaceId, contact.id)).toBeUndefined();
      expect(await contacts.getMany(workspaceId, [contact.id])).toEqual([]);
      expect(await contacts.findByExternalId(workspaceId, 'u-1')).toBeUndefined();
      expect(await contacts.findByEmail(workspaceId, 'a@b.co')).toEqual([]);
      expect((await contacts.list(workspaceId, 10)).contacts).toEqual([]);
      expect(await contacts.findFormer(workspaceId, contact.id)).toEqual({
        workspaceId,
        id: contact.id,
        mergedInto: null,
      });
      await expect(contacts.remove(contact)).rejects.toMatchObject({ code: 'conflict' });
      await contacts.create(aStoredContact({ workspaceId, id: hex(2), externalId: 'u-1', email: 'a@b.co' }));
    });

    it('merges with the claims that move, and leaves the mark of it', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const lead = aStoredContact({ workspaceId, id: hex(2), role: 'lead', externalId: 'lead-1', lastSeenAt: 5 });
      const user = aStoredContact({ workspaceId, email: 'a@b.co' });
      await contacts.create(lead);
      await contacts.create(user);

      await contacts.merge(lead, { before: user, after: { ...user, externalId: 'lead-1', lastSeenAt: 5 } });

      expect(await contacts.get(workspaceId, lead.id)).toBeUndefined();
      expect((await contacts.findByExternalId(workspaceId, 'lead-1'))?.id).toBe(user.id);
      expect(await contacts.findFormer(workspaceId, lead.id)).toMatchObject({ mergedInto: user.id });
      expect(await contacts.countListed(workspaceId, { by: 'last_seen_at', from: null, to: null }, 10)).toBe(1);
    });

    it('merges nothing if a claim is held by a third contact', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const lead = aStoredContact({ workspaceId, id: hex(2), role: 'lead' });
      const user = aStoredContact({ workspaceId });
      for (const contact of [lead, user, aStoredContact({ workspaceId, id: hex(3), externalId: 'x' })])
        await contacts.create(contact);

      const merged = contacts.merge(lead, { before: user, after: { ...user, externalId: 'x' } });

      await expect(merged).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(hex(3)) });
      expect(await contacts.get(workspaceId, lead.id)).toBeDefined();
    });

    it('returns those of many ids that exist', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await fill(stores(), workspaceId, 3);

      const found = await contacts.getMany(workspaceId, [hex(1), hex(99), hex(3), hex(1)]);

      expect(found.map(({ id }) => id).sort()).toEqual([hex(1), hex(3)]);
      expect(await contacts.getMany(workspaceId, [])).toEqual([]);
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

    it('treats hostile ids as ids', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      await fill(stores(), workspaceId, 1);

      for (const id of ['', '#', `${hex(1)}#`, '../..', '\ud800', 'x'.repeat(9_000), `${hex(1)}\u0000`])
        expect(await contacts.get(workspaceId, id)).toBeUndefined();
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
