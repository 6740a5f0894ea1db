import { aWebhook, NOTIFIED_AT } from '#domain/connect/webhook/testing';
import type { Webhook } from '#domain/connect/webhook/webhook';
import type { WebhookOccurrence } from '#domain/connect/webhook/webhook-occurrence';
import { stoppedClock } from '#domain/kernel/clock';
import { aQueue } from '#domain/kernel/testing';
import type { WebhookJob } from '#events/webhook-job';
import { memoryStores } from '#store/memory';
import { cachedWebhooks, fanOut } from './webhook-fan-out.ts';

async function aFanOut(...webhooks: Partial<Webhook>[]) {
  const stores = memoryStores();
  for (const webhook of webhooks) await stores.webhooks.create(aWebhook(webhook));
  const webhookJobs = aQueue<WebhookJob>();
  const ports = {
    webhooks: cachedWebhooks(stores.webhooks),
    webhookDeliveries: stores.webhookDeliveries,
    webhookJobs,
    clock: stoppedClock(NOTIFIED_AT + 5),
  };
  const log = async (id = '41') => (await stores.webhookDeliveries.list('acmeacme', id, 50)).deliveries;
  return { stores, ports, webhookJobs, log };
}

const occurrence = (changes: Partial<WebhookOccurrence> = {}): WebhookOccurrence => ({
  workspaceId: 'acmeacme',
  topic: 'contact.user.created',
  key: 'contact 1',
  at: NOTIFIED_AT,
  correlationId: 'request-1',
  item: async (version) => ({ type: 'contact', id: 'a', version }),
  ...changes,
});

it('writes a delivery for every webhook that wants the topic, rendered as its version has it, and hands it over', async () => {
  const { ports, webhookJobs, log } = await aFanOut(
    { id: '41' },
    { id: '42', apiVersion: '2.14' },
    { id: '43', topics: ['event.created'] },
  );
  await fanOut(ports, [occurrence()]);

  expect(await log('41')).toMatchObject([
    { notification: { topic: 'contact.user.created', item: { id: 'a', version: '2.15' } }, correlationId: 'request-1' },
  ]);
  expect(await log('42')).toMatchObject([{ notification: { item: { version: '2.14' } } }]);
  expect(await log('43')).toEqual([]);
  expect(webhookJobs.jobs).toMatchObject([
    { kind: 'deliver', workspaceId: 'acmeacme', subscriptionId: '41' },
    { kind: 'deliver', workspaceId: 'acmeacme', subscriptionId: '42' },
  ]);
});

it('renders an item once for all webhooks of a version', async () => {
  const { ports } = await aFanOut({ id: '41' }, { id: '42' });
  const item = jest.fn(async () => ({ type: 'contact', id: 'a' }));
  await fanOut(ports, [occurrence({ item })]);

  expect(item).toHaveBeenCalledTimes(1);
});

it('reads one stamp and nothing else where nobody listens', async () => {
  const { ports, stores } = await aFanOut();
  const stamp = jest.spyOn(stores.webhooks, 'stamp');
  const load = jest.spyOn(stores.webhooks, 'load');
  const item = jest.fn();
  await fanOut({ ...ports, webhooks: cachedWebhooks(stores.webhooks) }, [occurrence({ item }), occurrence({ item })]);

  expect(stamp).toHaveBeenCalledTimes(1);
  expect(load).not.toHaveBeenCalled();
  expect(item).not.toHaveBeenCalled();
});

it('reads nothing at all where nothing happened that has a topic', async () => {
  const { ports, stores } = await aFanOut();
  const stamp = jest.spyOn(stores.webhooks, 'stamp');
  await fanOut({ ...ports, webhooks: cachedWebhooks(stores.webhooks) }, []);

  expect(stamp).not.toHaveBeenCalled();
});

it('notices a webhook that was added, and one that was deleted, at once', async () => {
  const { ports, stores, webhookJobs } = await aFanOut();
  await fanOut(ports, [occurrence({ key: '1' })]);
  await stores.webhooks.create(aWebhook());
  await fanOut(ports, [occurrence({ key: '2' })]);
  await stores.webhooks.remove('acmeacme', '41');
  await fanOut(ports, [occurrence({ key: '3' })]);

  expect(webhookJobs.jobs).toHaveLength(1);
});

it('tells a repeated fact once, and hands over what a crash left behind', async () => {
  const { ports, webhookJobs, log } = await aFanOut({});
  const crash = fanOut({ ...ports, webhookJobs: { send: () => Promise.reject(new Error('killed')) } }, [occurrence()]);
  await expect(crash).rejects.toThrow('killed');
  await fanOut(ports, [occurrence()]);
  await fanOut(ports, [occurrence()]);

  expect(await log()).toHaveLength(1);
  expect(new Set(webhookJobs.jobs.map((job) => JSON.stringify(job))).size).toBe(1);
});

it('does not hand over again what was already tried', async () => {
  const { ports, webhookJobs, stores, log } = await aFanOut({});
  await fanOut(ports, [occurrence()]);
  webhookJobs.takeAll();
  const [delivery] = await log();
  if (delivery === undefined) throw new Error('no delivery');
  await stores.webhookDeliveries.update(delivery, { ...delivery, state: 'retrying', attempts: 1, nextAttemptAt: 9 });
  await fanOut(ports, [occurrence()]);

  expect(webhookJobs.jobs).toEqual([]);
});

it('collects for paused webhooks and forgets suspended ones', async () => {
  const { ports, log } = await aFanOut({ id: '41', state: 'paused' }, { id: '42', state: 'suspended' });
  await fanOut(ports, [occurrence()]);

  expect(await log('41')).toHaveLength(1);
  expect(await log('42')).toEqual([]);
});

it('says nothing of what is gone meanwhile', async () => {
  const { ports, log } = await aFanOut({});
  await fanOut(ports, [occurrence({ item: async () => undefined })]);

  expect(await log()).toEqual([]);
});

it('tells a removal at the instant at which it is told', async () => {
  const { ports, log } = await aFanOut({});
  await fanOut(ports, [occurrence({ topic: 'contact.deleted', at: null })]);

  expect(await log()).toMatchObject([{ createdAt: NOTIFIED_AT + 5 }]);
});

it('keeps of an item that no table holds only what it is', async () => {
  const { ports, log } = await aFanOut({});
  await fanOut(ports, [occurrence({ item: async () => ({ type: 'contact', id: 'a', name: 'x'.repeat(400_000) }) })]);

  expect((await log())[0]?.notification.item).toEqual({ type: 'contact', id: 'a', truncated: true });
});

it('keeps workspaces apart', async () => {
  const { ports, webhookJobs } = await aFanOut({ workspaceId: 'othersws' });
  await fanOut(ports, [occurrence()]);

  expect(webhookJobs.jobs).toEqual([]);
});
