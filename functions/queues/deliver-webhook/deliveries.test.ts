import type { OutboundRequest } from '#domain/connect/webhook/outbound-http';
import { redeliver } from '#domain/connect/webhook/webhook-delivery';
import { outboundHttp } from '#platform/outbound-http';
import { aWorker, crashing, HOUR, JOB, MINUTE } from './testing.ts';

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
