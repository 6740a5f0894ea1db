import { aWebhookDelivery, NOTIFIED_AT } from '#domain/connect/webhook/testing';
import { aWorker, HOUR, JOB, KEY, MINUTE } from './testing.ts';

it('ends the webhook of an endpoint that is gone, and buries what is left', async () => {
  const worker = await aWorker();
  await worker.stores.webhookDeliveries.create(aWebhookDelivery({ id: 'delivery-2' }));
  worker.answers.push({ status: 410 });
  await worker.work(JOB);
  await worker.work({ ...JOB, deliveryId: 'delivery-2' });

  expect(await worker.webhook()).toMatchObject({ state: 'suspended', suspendedFor: 'gone' });
  expect(await worker.delivery()).toMatchObject({ state: 'dead', deadFor: 'gone' });
  expect(await worker.stores.webhookDeliveries.get({ ...KEY, deliveryId: 'delivery-2' })).toMatchObject({
    state: 'dead',
    deadFor: 'suspended',
  });
  expect(worker.sent).toHaveLength(1);
});

it('suspends an endpoint that has answered nothing but errors for seven days', async () => {
  const worker = await aWorker();
  const failing = { errors: 3, windowStartedAt: 0, failingSince: NOTIFIED_AT - 7 * 24 * HOUR, restingUntil: null };
  await worker.stores.webhooks.saveHealth(KEY, await worker.stores.webhooks.health('acmeacme', '41'), failing);
  worker.answers.push({ status: 500 });
  await worker.work(JOB);

  expect(await worker.webhook()).toMatchObject({ state: 'suspended', suspendedFor: 'failing' });
});

it('lets an endpoint rest as long as its 429 asks for, whatever else comes', async () => {
  const worker = await aWorker();
  await worker.stores.webhookDeliveries.create(aWebhookDelivery({ id: 'delivery-2' }));
  worker.answers.push({ status: 429, headers: { 'retry-after': '1800' } });
  await worker.work(JOB);
  await worker.work({ ...JOB, deliveryId: 'delivery-2' });
  await worker.pass(29 * MINUTE);
  expect(worker.sent).toHaveLength(1);

  await worker.pass(3 * MINUTE);
  expect(worker.sent).toHaveLength(3);
});
