import { aCompany } from '#domain/people/company/testing';
import { anEvent } from '#domain/people/event/testing';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** What every store does for imports: it looks for many at once, and writes many. */
export function importContract(stores: () => Stores): void {
  describe('imports', () => {
    it('finds contacts by id, external id and the address of a user, each once', async () => {
      const { contacts, contactLookup } = stores();
      const workspaceId = workspaceOfTest();
      const [ann, bob, lea] = [
        aStoredContact({ workspaceId, id: hex(1), externalId: 'ann', email: 'Ann@example.com' }),
        aStoredContact({ workspaceId, id: hex(2), email: 'bob@example.com' }),
        aStoredContact({ workspaceId, id: hex(3), role: 'lead', email: 'lea@example.com' }),
      ];
      for (const contact of [ann, bob, lea]) await contacts.create(contact);
      const found = await contactLookup.find(workspaceId, {
        ids: [hex(1), hex(3), hex(9)],
        externalIds: ['ann', 'nobody'],
        emails: ['ann@EXAMPLE.com', 'bob@example.com', 'lea@example.com'],
      });

      expect(found.map(({ id }) => id).sort()).toEqual([hex(1), hex(2), hex(3)]);
      expect(await contactLookup.find(workspaceOfTest(), { ids: [hex(1)], externalIds: ['ann'], emails: [] })).toEqual(
        [],
      );
      expect(await contactLookup.find(workspaceId, { ids: [], externalIds: [], emails: ['lea@example.com'] })).toEqual(
        [],
      );
    });

    it('finds more than a hundred contacts', async () => {
      const { contacts, contactLookup } = stores();
      const workspaceId = workspaceOfTest();
      const externalIds = Array.from({ length: 120 }, (_, n) => `user-${n}`);
      await Promise.all(
        externalIds.map((externalId, n) =>
          contacts.create(aStoredContact({ workspaceId, id: hex(n + 1), externalId })),
        ),
      );

      expect(await contactLookup.find(workspaceId, { ids: [], externalIds, emails: [] })).toHaveLength(120);
    });

    it("finds companies by the customer's ids", async () => {
      const { companies, companyLookup } = stores();
      const workspaceId = workspaceOfTest();
      const company = aCompany({ workspaceId, companyId: 'acme' });
      await companies.create(company);

      expect(await companyLookup.find(workspaceId, ['acme', 'none', 'acme'])).toEqual([company]);
      expect(await companyLookup.find(workspaceOfTest(), ['acme'])).toEqual([]);
    });

    it('writes events once, and tells those of an earlier attempt from those of somebody else', async () => {
      const { events, eventBatches } = stores();
      const workspaceId = workspaceOfTest();
      const event = (n: number, correlationId: string) => anEvent({ workspaceId, id: `event-${n}`, correlationId });
      await events.append(event(0, 'request-0'));

      const batch = [event(0, 'request-1'), event(1, 'request-1'), event(2, 'request-1'), event(1, 'request-2')];
      expect(await eventBatches.append(batch)).toEqual(['duplicate', 'new', 'new', 'duplicate']);
      expect(await eventBatches.append(batch)).toEqual(['duplicate', 'new', 'new', 'duplicate']);
      expect((await events.list(workspaceId, event(0, '').contactId, 10)).events).toHaveLength(3);
      expect(await eventBatches.append([])).toEqual([]);
    });

    it('writes more events than one request takes', async () => {
      const { events, eventBatches } = stores();
      const workspaceId = workspaceOfTest();
      const many = Array.from({ length: 110 }, (_, n) => anEvent({ workspaceId, id: `event-${n}` }));

      expect(new Set(await eventBatches.append(many))).toEqual(new Set(['new']));
      expect((await events.list(workspaceId, many[0]?.contactId ?? '', 200)).events).toHaveLength(110);
    });
  });
}
