import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

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
        location: { country: 'France', region: null, city: '', countryCode: null, continentCode: null },
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
        Array.from({ length: 20 }, (_, n) =>
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
      expect(await contacts.countListed(workspaceId, { by: 'last_seen_at', from: null, to: null }, 0)).toBe(1);
    });

    it('remembers who was merged into whom, and when', async () => {
      const { contacts } = stores();
      const workspaceId = workspaceOfTest();
      const [lead, visitor] = [
        aStoredContact({ workspaceId, id: hex(2), role: 'lead' }),
        aStoredContact({ workspaceId, id: hex(3), role: 'visitor' }),
      ];
      const user = aStoredContact({ workspaceId });
      for (const contact of [lead, visitor, user]) await contacts.create(contact);

      await contacts.merge(lead, { before: user, after: { ...user, updatedAt: 7 } });
      const before = { ...user, updatedAt: 7, version: user.version + 1 };
      await contacts.merge(visitor, { before, after: { ...before, updatedAt: 9 } });

      expect((await contacts.listMerged(workspaceId, user.id)).sort((a, b) => a.mergedAt - b.mergedAt)).toEqual([
        { formerId: lead.id, role: 'lead', mergedAt: 7 },
        { formerId: visitor.id, role: 'visitor', mergedAt: 9 },
      ]);
      expect(await contacts.listMerged(workspaceId, lead.id)).toEqual([]);
      expect(await contacts.listMerged('othersws', user.id)).toEqual([]);
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
