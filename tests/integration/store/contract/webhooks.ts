import { aNotification, aWebhook, aWebhookDelivery } from '#domain/connect/webhook/testing';
import {
  claimAttempt,
  hold,
  isHeld,
  redeliver,
  release,
  settleAttempt,
} from '#domain/connect/webhook/webhook-delivery';
import { NO_ERRORS } from '#domain/connect/webhook/webhook-health';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

/** What every store of webhooks and their deliveries does. */
export function webhookContract(stores: () => Stores): void {
  describe('webhooks', () => {
    it('returns a webhook as it was written, and its workspace only', async () => {
      const { webhooks } = stores();
      const webhook = aWebhook({
        workspaceId: workspaceOfTest(),
        suspendedFor: 'gone',
        state: 'suspended',
      });
      await webhooks.create(webhook);

      expect(await webhooks.get(webhook.workspaceId, webhook.id)).toEqual(webhook);
      expect(await webhooks.get(workspaceOfTest(), webhook.id)).toBeUndefined();
      await expect(webhooks.create(webhook)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('moves the stamp with every change, and loads them oldest first', async () => {
      const { webhooks } = stores();
      const workspaceId = workspaceOfTest();
      const [first, second] = [aWebhook({ workspaceId, id: '9' }), aWebhook({ workspaceId, id: '41' })];
      const stamps = [await webhooks.stamp(workspaceId)];
      for (const change of [
        () => webhooks.create(second),
        () => webhooks.create(first),
        () => webhooks.update(first, { ...first, state: 'paused' }),
        () => webhooks.remove(workspaceId, second.id),
      ]) {
        await change();
        stamps.push(await webhooks.stamp(workspaceId));
      }

      expect(stamps).toEqual([0, 1, 2, 3, 4]);
      expect(await webhooks.load(workspaceId)).toEqual({
        stamp: 4,
        webhooks: [{ ...first, state: 'paused', version: 2 }],
      });
      await webhooks.create(second);
      expect((await webhooks.load(workspaceId)).webhooks.map(({ id }) => id)).toEqual(['9', '41']);
    });

    it('replaces a webhook once per version, and never brings a removed one back', async () => {
      const { webhooks } = stores();
      const webhook = aWebhook({ workspaceId: workspaceOfTest() });
      await webhooks.create(webhook);
      await webhooks.update(webhook, webhook);

      await expect(webhooks.update(webhook, webhook)).rejects.toMatchObject({ code: 'conflict' });
      await webhooks.remove(webhook.workspaceId, webhook.id);
      await expect(webhooks.update({ ...webhook, version: 2 }, webhook)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('keeps the health of an endpoint, each state replaced once', async () => {
      const { webhooks } = stores();
      const key = { workspaceId: workspaceOfTest(), webhookId: '41' };
      const ill = { errors: 1, windowStartedAt: 5, failingSince: 5, restingUntil: null };

      expect(await webhooks.health(key.workspaceId, '41')).toEqual(NO_ERRORS);
      await webhooks.saveHealth(key, NO_ERRORS, ill);
      expect(await webhooks.health(key.workspaceId, '41')).toEqual(ill);
      await expect(webhooks.saveHealth(key, NO_ERRORS, ill)).rejects.toMatchObject({ code: 'conflict' });
      await webhooks.saveHealth(key, ill, NO_ERRORS);
      expect(await webhooks.health(key.workspaceId, '41')).toEqual(NO_ERRORS);
      await expect(webhooks.saveHealth(key, ill, { ...ill, errors: 2 })).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  describe('webhook deliveries', () => {
    const aDelivery = (changes: Parameters<typeof aWebhookDelivery>[0] = {}, workspaceId = workspaceOfTest()) =>
      aWebhookDelivery({ notification: aNotification({ workspaceId }), ...changes });
    const keyOf = ({ notification, webhookId, id }: ReturnType<typeof aDelivery>) => ({
      workspaceId: notification.workspaceId,
      webhookId,
      deliveryId: id,
    });

    it('creates a delivery once', async () => {
      const { webhookDeliveries } = stores();
      const delivery = aDelivery();

      const results = await Promise.all([1, 2, 3].map(() => webhookDeliveries.create(delivery)));

      expect(results.sort()).toEqual(['exists', 'exists', 'new']);
      expect(await webhookDeliveries.get(keyOf(delivery))).toEqual(delivery);
    });

    it('returns what became of it as it was written, and nothing for an id that is only its beginning', async () => {
      const { webhookDeliveries } = stores();
      const delivery = aDelivery();
      await webhookDeliveries.create(delivery);
      const claimed = await webhookDeliveries.update(delivery, claimAttempt(delivery, 7));
      const settled = settleAttempt(claimed, { kind: 'failed', status: null, error: 'timeout' }, 9);
      const failed = await webhookDeliveries.update(claimed, settled);

      expect(await webhookDeliveries.get(keyOf(delivery))).toEqual(failed);
      for (const deliveryId of ['', 'd', 'delivery', 'delivery-1#PROGRESS', 'delivery-12'])
        expect(await webhookDeliveries.get({ ...keyOf(delivery), deliveryId })).toBeUndefined();
    });

    it('replaces each version once, also one that looks like the first', async () => {
      const { webhookDeliveries } = stores();
      const delivery = aDelivery();
      await webhookDeliveries.create(delivery);
      const held = await webhookDeliveries.update(delivery, hold(delivery));
      const released = await webhookDeliveries.update(held, release(held, delivery.createdAt));

      expect({ ...released, version: 0 }).toEqual(delivery);
      await expect(webhookDeliveries.update(delivery, claimAttempt(delivery, 1))).rejects.toMatchObject({
        code: 'conflict',
      });
      await webhookDeliveries.update(released, claimAttempt(released, 1));
      expect(await webhookDeliveries.get(keyOf(delivery))).toMatchObject({ attempts: 1, version: 3 });
    });

    it('lets one worker claim it', async () => {
      const { webhookDeliveries } = stores();
      const before = aDelivery();
      await webhookDeliveries.create(before);

      const claims = await Promise.allSettled(
        [1, 2].map((now) => webhookDeliveries.update(before, claimAttempt(before, now))),
      );

      expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('writes what a person asked for, new or once more, but nothing over a newer state', async () => {
      const { webhookDeliveries } = stores();
      const delivery = aDelivery();
      await webhookDeliveries.request(undefined, delivery, 'request-1');
      const again = redeliver(delivery, 77);

      await expect(webhookDeliveries.request(undefined, delivery, 'request-2')).rejects.toMatchObject({
        code: 'conflict',
      });
      await webhookDeliveries.request(delivery, again, 'request-3');
      await expect(webhookDeliveries.request(delivery, again, 'request-4')).rejects.toMatchObject({ code: 'conflict' });
      expect(await webhookDeliveries.get(keyOf(delivery))).toEqual({ ...again, version: 1 });
    });

    it('lists the log of one webhook newest first, page by page', async () => {
      const { webhookDeliveries } = stores();
      const workspaceId = workspaceOfTest();
      for (const id of ['02', '01', '03']) await webhookDeliveries.create(aDelivery({ id }, workspaceId));
      await webhookDeliveries.create(aDelivery({ webhookId: '42' }, workspaceId));

      const first = await webhookDeliveries.list(workspaceId, '41', 2);
      const second = await webhookDeliveries.list(workspaceId, '41', 2, first.next);

      expect([...first.deliveries, ...second.deliveries].map(({ id }) => id)).toEqual(['03', '02', '01']);
      expect(second.next).toBeUndefined();
    });

    it('pages through a long log without gap or repetition, whatever page a cursor comes from', async () => {
      const { webhookDeliveries } = stores();
      const workspaceId = workspaceOfTest();
      const all = Array.from({ length: 60 }, (_, n) => aDelivery({ id: String(n).padStart(4, '0') }, workspaceId));
      for (const delivery of all) {
        await webhookDeliveries.create(delivery);
        // Some have been tried.
        if (Number(delivery.id) % 3 === 0) await webhookDeliveries.update(delivery, claimAttempt(delivery, 1));
      }
      const newestFirst = all.map(({ id }) => id).reverse();

      for (const limit of [1, 7, 60, 100]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await webhookDeliveries.list(workspaceId, '41', limit, cursor);
          seen.push(...page.deliveries.map(({ id, attempts }) => `${id}${attempts}`));
          cursor = page.next;
        } while (cursor !== undefined);
        expect(seen).toEqual(newestFirst.map((id) => `${id}${Number(id) % 3 === 0 ? 1 : 0}`));
      }
    });

    it('lists those that wait for a paused webhook, oldest first, until they are released', async () => {
      const { webhookDeliveries } = stores();
      const workspaceId = workspaceOfTest();
      const all = ['03', '01', '02', '04'].map((id) => aDelivery({ id }, workspaceId));
      for (const delivery of all) {
        await webhookDeliveries.create(delivery);
        if (delivery.id !== '04') await webhookDeliveries.update(delivery, hold(delivery));
      }

      expect((await webhookDeliveries.listHeld(workspaceId, '41', 2)).map(({ id }) => id)).toEqual(['01', '02']);
      for (const held of await webhookDeliveries.listHeld(workspaceId, '41', 2)) {
        expect(isHeld(held)).toBe(true);
        await webhookDeliveries.update(held, release(held, 5));
      }
      expect((await webhookDeliveries.listHeld(workspaceId, '41', 2)).map(({ id }) => id)).toEqual(['03']);
    });
  });
}
