import { aCampaign } from '#domain/campaign/testing';
import { aDelivery } from '#domain/delivery/testing';
import type { Stores } from '#store/stores';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** What every store of campaigns and deliveries does. */
export function sendingContract(stores: () => Stores): void {
  describe('campaigns', () => {
    it('returns a campaign as it was written', async () => {
      const { campaigns } = stores();
      const campaign = aCampaign({
        workspaceId: workspaceOfTest(),
        audience: { all: [{ attribute: 'plan', op: 'eq', value: 'pro' }, { not: { everyone: true } }] },
        goal: { event: 'invited', count: { op: 'gte', value: 1 } },
        startedAt: 5,
      });

      await campaigns.create(campaign);

      expect(await campaigns.get(campaign.workspaceId, campaign.id)).toEqual(campaign);
      await expect(campaigns.create(campaign)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('replaces a campaign once per version', async () => {
      const { campaigns } = stores();
      const before = aCampaign({ workspaceId: workspaceOfTest() });
      await campaigns.create(before);
      await campaigns.update(before, { ...before, state: 'live', version: 2 });

      const late = campaigns.update(before, { ...before, state: 'stopped', version: 2 });

      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await campaigns.get(before.workspaceId, before.id)).toMatchObject({ state: 'live', version: 2 });
    });

    it('lists newest first, page by page', async () => {
      const { campaigns } = stores();
      const workspaceId = workspaceOfTest();
      for (const n of [2, 1, 3]) await campaigns.create(aCampaign({ workspaceId, id: hex(n) }));

      const first = await campaigns.list(workspaceId, 2);
      const second = await campaigns.list(workspaceId, 2, first.next);

      expect([...first.campaigns, ...second.campaigns].map(({ id }) => id)).toEqual([hex(3), hex(2), hex(1)]);
      expect(second.next).toBeUndefined();
    });
  });

  describe('deliveries', () => {
    it('creates a delivery once', async () => {
      const { deliveries } = stores();
      const delivery = aDelivery({ workspaceId: workspaceOfTest() });

      const results = await Promise.all([1, 2, 3].map(() => deliveries.create(delivery)));

      expect(results.sort()).toEqual(['exists', 'exists', 'new']);
      expect(await deliveries.get(delivery.workspaceId, delivery.contactId, delivery.id)).toEqual(delivery);
    });

    it('lets one worker claim it', async () => {
      const { deliveries } = stores();
      const before = aDelivery({ workspaceId: workspaceOfTest() });
      await deliveries.create(before);
      const claimed = { ...before, state: 'sending' as const, attempts: 1, leaseUntil: 9 };

      const claims = await Promise.allSettled([1, 2].map(() => deliveries.update(before, claimed)));

      expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await expect(deliveries.update({ ...claimed, attempts: 2 }, claimed)).rejects.toMatchObject({ code: 'conflict' });
    });

    it("lists a contact's newest first", async () => {
      const { deliveries } = stores();
      const workspaceId = workspaceOfTest();
      for (const n of [2, 1, 3]) await deliveries.create(aDelivery({ workspaceId, id: hex(n), createdAt: 10 - n }));
      await deliveries.create(aDelivery({ workspaceId, contactId: hex(9) }));

      const found = await deliveries.listByContact(workspaceId, 'aaaaaaaaaaaaaaaaaaaaaaaa', 2);

      expect(found.map(({ id }) => id)).toEqual([hex(1), hex(2)]);
    });
  });
}
