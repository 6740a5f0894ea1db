import { aWebhookDelivery, NOTIFIED_AT } from '#domain/connect/webhook/testing';
import { resumeWebhook } from '#domain/connect/webhook/webhook';
import { hold, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import { aWorker, crashing, HOUR, JOB, RELEASE } from './testing.ts';

it('holds what comes while the webhook is paused, and sends it once it is resumed', async () => {
  const worker = await aWorker({ state: 'paused' });
  await worker.work(JOB);
  await worker.pass(HOUR);
  expect(worker.sent).toEqual([]);

  const paused = await worker.webhook();
  if (paused === undefined) throw new Error('no webhook');
  await worker.stores.webhooks.update(
    paused,
    resumeWebhook(paused, { at: worker.clock.now(), correlationId: 'request-2' }),
  );
  await worker.work(RELEASE);
  for (const job of worker.queue.takeAll()) await worker.work(job);
  expect(worker.sent).toHaveLength(1);
});

it('lets go what begins to wait while its webhook is being resumed', async () => {
  const worker = await aWorker({ state: 'paused' });
  const paused = await worker.webhook();
  if (paused === undefined) throw new Error('no webhook');
  const update = worker.stores.webhookDeliveries.update.bind(worker.stores.webhookDeliveries);
  const racing = {
    ...worker.stores.webhookDeliveries,
    // The release has looked and found nothing when the worker writes that the delivery waits.
    update: async <After extends WebhookDelivery>(before: WebhookDelivery, after: After) => {
      await worker.stores.webhooks.update(paused, resumeWebhook(paused, { at: NOTIFIED_AT, correlationId: 'r' }));
      await worker.work(RELEASE);
      return await update(before, after);
    },
  };
  await worker.work(JOB, { ...worker.ports, webhookDeliveries: racing }).catch(() => {});
  for (const job of worker.queue.takeAll()) await worker.work(job);

  expect(worker.sent).toHaveLength(1);
});

it('releases any number, a page at a time, though it be killed in between', async () => {
  const worker = await aWorker();
  for (let n = 100; n < 350; n += 1) {
    const delivery = aWebhookDelivery({ id: `delivery-${n}` });
    await worker.stores.webhookDeliveries.create(delivery);
    await worker.stores.webhookDeliveries.update(delivery, hold(delivery));
  }
  await worker
    .work(RELEASE, crashing(worker.ports, { call: 'webhookDeliveries.update', when: 'before' }))
    .catch(() => {});
  await worker.work(RELEASE);
  for (let jobs = worker.queue.takeAll(); jobs.length > 0; jobs = worker.queue.takeAll())
    for (const job of jobs) await worker.work(job);

  expect(await worker.stores.webhookDeliveries.listHeld('acmeacme', '41', 10)).toEqual([]);
  const { deliveries } = await worker.stores.webhookDeliveries.list('acmeacme', '41', 500);
  expect(deliveries.filter(({ state }) => state === 'delivered')).toHaveLength(250);
});
