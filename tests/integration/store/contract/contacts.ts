import type { Contact } from '#domain/contact/contact';
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
