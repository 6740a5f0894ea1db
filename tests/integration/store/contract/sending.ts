import { aCampaign } from '#domain/engage/campaign/testing';
import type { Delivery, SentPage } from '#domain/engage/delivery/delivery';
import { aDelivery } from '#domain/engage/delivery/testing';
import type { Stores } from '#store/stores';
import { forEachConcurrently } from '#usecases/kernel/for-each-concurrently';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** What every store of campaigns and deliveries does. */
export function sendingContract(stores: () => Stores): void {
  describe('campaigns', () => {
    it('returns a campaign as it was written', async () => {
      const { campaigns } = stores();
      const campaign = aCampaign({
        workspaceId: workspaceOfTest(),
        audience: { all: [{ attribute: 'plan', op: 'eq', value: 'pro' }, { not: { everyone: true } }] },
        goal: { rule: { event: 'invited', count: { op: 'gte', value: 1 } }, within: '7d' },
        steps: [{ id: '0', wait: '1d' }],
        moved: { '7': null },
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

    it('of two reports at once lets one be written first, and the other be decided anew', async () => {
      const { deliveries } = stores();
      const sent = aDelivery({ workspaceId: workspaceOfTest(), state: 'sent', sentAt: 5 });
      await deliveries.create(sent);

      const opened = await deliveries.update(sent, { ...sent, openedAt: 6 });
      const clicked = deliveries.update(sent, { ...sent, clickedAt: 7 });

      await expect(clicked).rejects.toMatchObject({ code: 'conflict' });
      expect(await deliveries.get(sent.workspaceId, sent.contactId, sent.id)).toEqual(opened);
    });

    it('lists what was sent between two instants, both included, in time order and from any place on', async () => {
      const { deliveries } = stores();
      const workspaceId = workspaceOfTest();
      const sent = (n: number, changes: Partial<Delivery>) =>
        aDelivery({ workspaceId, id: hex(n), contactId: hex(n % 7), state: 'sent', ...changes });
      await forEachConcurrently(
        Array.from({ length: 260 }, (_, n) => n),
        async (n) => void (await deliveries.create(sent(n, { sentAt: 1_000 + Math.floor(n / 2) }))),
      );
      await deliveries.create(sent(900, { state: 'queued' }));
      await deliveries.create(sent(901, { state: 'skipped', reason: 'unsubscribed' }));
      await deliveries.create(sent(902, { state: 'failed', reason: 'refused', failedAt: 1_010 }));
      await deliveries.create({ ...sent(903, { sentAt: 1_010 }), workspaceId: workspaceOfTest() });

      const pages = await pagesOf(deliveries.listSent(workspaceId, { from: 1_005, to: 1_124 }));

      const ids = [...Array.from({ length: 240 }, (_, n) => n + 10)].map(hex);
      ids.splice(12, 0, hex(902));
      expect(pages.flatMap(idsOf)).toEqual(ids);
      expect(await pagesOf(deliveries.listSent(workspaceId, { from: 1_010, to: 1_009 }))).toEqual([]);
      expect(Math.max(...pages.map((page) => page.deliveries.length))).toBeLessThanOrEqual(100);
      for (const { last } of pages) {
        const rest = await pagesOf(deliveries.listSent(workspaceId, { from: 1_005, to: 1_124 }, last));
        expect(rest.flatMap(idsOf)).toEqual(ids.slice(ids.indexOf(last.deliveryId) + 1));
      }
    });

    it('lists a mail when it goes out, and leaves it there whatever is reported of it', async () => {
      const { deliveries } = stores();
      const queued = aDelivery({ workspaceId: workspaceOfTest() });
      const listed = () => pagesOf(deliveries.listSent(queued.workspaceId, { from: 0, to: 100 }));
      await deliveries.create(queued);
      expect(await listed()).toEqual([]);

      const sent = await deliveries.update(queued, { ...queued, state: 'sent', sentAt: 50 });
      const bounced = await deliveries.update(sent, { ...sent, state: 'bounced', bouncedAt: 70 });

      expect(await listed()).toEqual([{ deliveries: [bounced], last: { at: 50, deliveryId: queued.id } }]);
    });
  });
}

async function pagesOf(listing: AsyncIterable<SentPage>): Promise<SentPage[]> {
  const pages: SentPage[] = [];
  for await (const page of listing) pages.push(page);
  return pages;
}

const idsOf = ({ deliveries }: SentPage): string[] => deliveries.map(({ id }) => id);
