import { stoppedClock } from '#domain/clock/clock';
import { aQueue } from '#domain/queue/testing';
import type { OutboundRequest, OutboundResponse } from '#domain/webhook/outbound-http';
import { aWebhookDelivery, aWebhookSubscription, NOTIFIED_AT } from '#domain/webhook/testing';
import { hold, redeliver } from '#domain/webhook/webhook-delivery';
import { resumeWebhook, type WebhookSubscription } from '#domain/webhook/webhook-subscription';
import type { WebhookJob } from '#events/webhook-job';
import { outboundHttp } from '#platform/outbound-http';
import { memoryStores } from '#store/memory';
import { visitDue } from './targeting.ts';
import { deliverWebhook, releaseHeld, type WebhookWorkerPorts } from './webhook-deliveries.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KEY = { workspaceId: 'acmeacme', subscriptionId: '41', deliveryId: 'delivery-1' };
const JOB = { kind: 'deliver' as const, ...KEY, correlationId: 'request-1' };
const RELEASE = { kind: 'release' as const, workspaceId: 'acmeacme', subscriptionId: '41', correlationId: 'request-2' };

/** Calls `calls` of it throw, before or after they did their work; then all is well. */
type Crash = { call: string; when: 'before' | 'after' };

async function aWorker(webhook: Partial<WebhookSubscription> = {}) {
  const clock = stoppedClock(NOTIFIED_AT);
  const stores = memoryStores();
  await stores.webhooks.create(aWebhookSubscription(webhook));
  await stores.webhookDeliveries.create(aWebhookDelivery());
  const sent: OutboundRequest[] = [];
  const answers: (Partial<OutboundResponse> | Error)[] = [];
  const queue = aQueue<WebhookJob>();
  const plain: WebhookWorkerPorts = {
    webhooks: stores.webhooks,
    webhookDeliveries: stores.webhookDeliveries,
    webhookJobs: queue,
    due: stores.dues,
    http: {
      check: () => {},
      send: async (request) => {
        sent.push(request);
        const answer = answers.shift() ?? {};
        if (answer instanceof Error) throw answer;
        return { status: 200, headers: {}, body: new Uint8Array(), ...answer };
      },
    },
    clock,
  };
  const work = async (job: WebhookJob, ports = plain) =>
    job.kind === 'deliver' ? deliverWebhook(ports, job) : releaseHeld(ports, job);
  const tick = { ...plain, workspaces: { listIds: async () => ['acmeacme'] }, evaluations: aQueue() };
  return {
    stores,
    clock,
    sent,
    answers,
    queue,
    ports: plain,
    work,
    /** Lets time pass, minute by minute, with the tick and the queue's work in each. */
    async pass(ms: number) {
      for (const until = clock.now() + ms; clock.now() < until; ) {
        clock.advance(MINUTE);
        await visitDue(tick as never, 'tick');
        for (const job of queue.takeAll()) await work(job).catch(() => {});
      }
    },
    delivery: () => stores.webhookDeliveries.get(KEY),
    webhook: () => stores.webhooks.get('acmeacme', '41'),
  };
}

function crashing(ports: WebhookWorkerPorts, { call, when }: Crash): WebhookWorkerPorts {
  const wrapped = Object.entries(ports).map(([name, port]) => [
    name,
    new Proxy(port, {
      get(target, method) {
        const run = Reflect.get(target, method);
        if (typeof run !== 'function' || `${name}.${String(method)}` !== call) return run;
        return async (...args: unknown[]) => {
          if (when === 'after') await run.apply(target, args);
          throw new Error('killed');
        };
      },
    }),
  ]);
  return Object.fromEntries(wrapped);
}

it('sends a signed request, settles the delivery and leaves a healthy endpoint unwritten', async () => {
  const worker = await aWorker();
  const saveHealth = jest.spyOn(worker.stores.webhooks, 'saveHealth');
  await worker.work(JOB);

  expect(worker.sent).toMatchObject([
    {
      method: 'POST',
      url: 'https://hooks.example.com/parley',
      headers: { 'X-Hub-Signature': expect.stringMatching(/^sha1=/), 'X-Parley-Correlation-Id': 'test' },
    },
  ]);
  expect(worker.sent[0]?.redirects).toBeUndefined();
  expect(await worker.delivery()).toMatchObject({ state: 'delivered', attempts: 1, nextAttemptAt: null });
  expect(saveHealth).not.toHaveBeenCalled();
});

it('sends no settled delivery again, however often the job comes', async () => {
  const worker = await aWorker();
  for (const job of [JOB, JOB, JOB]) await worker.work(job);

  expect(worker.sent).toHaveLength(1);
});

it('makes one attempt when two workers get the job at once', async () => {
  const worker = await aWorker();
  await Promise.all([worker.work(JOB), worker.work(JOB), worker.work(JOB)]);

  expect(worker.sent).toHaveLength(1);
});

it('tries ten times within a day, then refuses the job, so that it ends where people look', async () => {
  const worker = await aWorker();
  worker.answers.push(...Array.from({ length: 20 }, () => ({ status: 500 })));
  await worker.work(JOB);
  await worker.pass(30 * HOUR);

  expect(worker.sent).toHaveLength(10);
  expect(await worker.delivery()).toMatchObject({ state: 'dead', deadFor: 'attempts_exhausted' });
  await expect(worker.work(JOB)).rejects.toMatchObject({ code: 'unavailable' });
});

it.each([
  ['webhookDeliveries.get', 'before'],
  ['webhooks.get', 'after'],
  ['webhooks.health', 'after'],
  ['webhookDeliveries.update', 'before'],
  ['webhookDeliveries.update', 'after'],
  ['http.send', 'before'],
  ['http.send', 'after'],
  ['webhooks.saveHealth', 'before'],
  ['webhooks.saveHealth', 'after'],
  ['due.arm', 'before'],
  ['due.arm', 'after'],
] as const)('loses nothing when it is killed at %s, %s it', async (call, when) => {
  for (const status of [200, 500]) {
    const worker = await aWorker();
    worker.answers.push({ status }, { status });
    await worker.work(JOB, crashing(worker.ports, { call, when })).catch(() => {});
    // SQS shows the job again after its visibility timeout.
    worker.clock.advance(2 * MINUTE);
    await worker.work(JOB).catch(() => {});
    await worker.pass(2 * HOUR);

    expect(await worker.delivery()).toMatchObject({ state: 'delivered' });
    expect(worker.sent.length).toBeGreaterThanOrEqual(1);
    expect(worker.sent.length).toBeLessThanOrEqual(4);
    expect(new Set(worker.sent.map(({ body }) => JSON.parse(body ?? '').id)).size).toBe(1);
  }
});

it('looks again when the lease of a worker that died ends, and not before', async () => {
  const worker = await aWorker();
  await worker.work(JOB, crashing(worker.ports, { call: 'http.send', when: 'before' })).catch(() => {});
  worker.clock.advance(10_000);
  await worker.work(JOB);
  expect(worker.sent).toHaveLength(0);

  await worker.pass(2 * MINUTE);
  expect(worker.sent).toHaveLength(1);
  expect(await worker.delivery()).toMatchObject({ state: 'delivered', attempts: 2 });
});

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

it('holds what comes while the webhook is paused, and sends it once it is resumed', async () => {
  const worker = await aWorker({ state: 'paused' });
  await worker.work(JOB);
  await worker.pass(HOUR);
  expect(worker.sent).toEqual([]);

  const paused = await worker.webhook();
  if (paused === undefined) throw new Error('no webhook');
  await worker.stores.webhooks.update(resumeWebhook(paused, { at: worker.clock.now(), correlationId: 'request-2' }));
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
    update: async (before: Parameters<typeof update>[0], after: Parameters<typeof update>[1]) => {
      await worker.stores.webhooks.update(resumeWebhook(paused, { at: NOTIFIED_AT, correlationId: 'r' }));
      await worker.work(RELEASE);
      await update(before, after);
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

it('lets a redelivery that was asked for during an attempt stand', async () => {
  const worker = await aWorker();
  const { http } = worker.ports;
  const asked = {
    ...http,
    send: async (request: OutboundRequest) => {
      const during = await worker.delivery();
      if (during !== undefined)
        await worker.stores.webhookDeliveries.request(during, redeliver(during, worker.clock.now()), 'request-9');
      return http.send(request);
    },
  };
  await worker.work(JOB, { ...worker.ports, http: asked });
  expect(await worker.delivery()).toMatchObject({ state: 'pending' });
  await worker.work(JOB);

  expect(await worker.delivery()).toMatchObject({ state: 'delivered', attempts: 2 });
});

it('does nothing for a webhook that was deleted', async () => {
  const worker = await aWorker();
  await worker.stores.webhooks.remove('acmeacme', '41');
  await worker.work(JOB);

  expect(worker.sent).toEqual([]);
});

it.each([['127.0.0.1'], ['169.254.169.254'], ['10.1.2.3'], ['::1'], ['fd00:ec2::254']])(
  'calls no name that has come to mean %s since it was taken (DNS rebinding)',
  async (address) => {
    const worker = await aWorker();
    const family = address.includes(':') ? (6 as const) : (4 as const);
    const http = outboundHttp({
      resolve: async () => [
        { address: '93.184.216.34', family: 4 },
        { address, family },
      ],
    });
    await worker.work(JOB, { ...worker.ports, http });

    expect(await worker.delivery()).toMatchObject({
      state: 'retrying',
      log: [{ status: null, error: 'address_refused' }],
    });
  },
);
