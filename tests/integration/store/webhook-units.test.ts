import { aNotification, aWebhookDelivery } from '#domain/connect/webhook/testing';
import { claimAttempt, settleAttempt, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import { aContact } from '#domain/people/contact/testing';
import { dynamoStores } from '#store/dynamo-stores';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import { presentContact } from '#wire/people/contact';
import { workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';
import { type Bill, meter } from './engine/meter.ts';

const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`units of webhooks: left out: ${absent}\n`);

(absent === undefined ? describe : describe.skip)('request units of a webhook', () => {
  let engine: Engine;
  let stores: Stores;
  let cost: (run: () => Promise<unknown>) => Promise<Bill>;

  beforeAll(async () => {
    engine = await startEngine(dynoxide);
    cost = meter(engine.client);
    stores = dynamoStores(dynamoTable(engine.client, engine.table));
  }, 30_000);
  afterAll(() => engine.stop());

  /** An ordinary contact is told of: 2 kB of JSON. */
  function told(id: string, workspaceId = workspaceOfTest()): WebhookDelivery {
    const customAttributes = { plan: 'pro', seats: 12, company_size: '51-200', last_invoice: 1_767_603_600 };
    const contact = aContact({ workspaceId, name: 'Ada Lovelace', email: 'ada@example.com', customAttributes });
    const item = presentContact(contact, '2.15');
    return aWebhookDelivery({ id, notification: aNotification({ workspaceId, item }) });
  }

  const keyOf = ({ id, webhookId, notification: { workspaceId } }: WebhookDelivery) => ({
    workspaceId,
    webhookId,
    deliveryId: id,
  });

  it('makes a delivery for one unit and one for its contact, and takes one for each step of it', async () => {
    const delivery = told('0019b8c1d2e3f4a5b6c7d8e9f0a1b2c3');
    const claimed = claimAttempt(delivery, delivery.createdAt);
    const settled = settleAttempt(claimed, { kind: 'delivered', status: 200 }, delivery.createdAt + 90);
    const { webhookDeliveries } = stores;

    expect(await cost(() => webhookDeliveries.create(delivery))).toEqual({ calls: 2, reads: 0, writes: 2 });
    expect(await cost(() => webhookDeliveries.update(delivery, claimed))).toEqual({ calls: 1, reads: 0, writes: 1 });
    expect(await cost(() => webhookDeliveries.update({ ...claimed, version: 1 }, settled))).toEqual({
      calls: 1,
      reads: 0,
      writes: 1,
    });
    expect(await cost(() => webhookDeliveries.get(keyOf(delivery)))).toEqual({ calls: 1, reads: 1, writes: 0 });
  });

  it('shows a page of the log for about a unit an entry, however long it is', async () => {
    const workspaceId = workspaceOfTest();
    for (let n = 0; n < 200; n += 1) {
      const delivery = told(`0019b8c1d2e3${String(n).padStart(20, '0')}`, workspaceId);
      await stores.webhookDeliveries.create(delivery);
      await stores.webhookDeliveries.update(delivery, claimAttempt(delivery, delivery.createdAt));
    }
    const page = await cost(() => stores.webhookDeliveries.list(workspaceId, '41', 20));

    if (process.env.SHOW_UNITS) process.stderr.write(`${JSON.stringify({ page })}\n`);
    expect(page.reads).toBeLessThanOrEqual(32);
  }, 60_000);
});
