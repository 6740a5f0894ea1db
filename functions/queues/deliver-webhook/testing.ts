import type { OutboundRequest, OutboundResponse } from '#domain/connect/webhook/outbound-http';
import { aWebhook, aWebhookDelivery, NOTIFIED_AT } from '#domain/connect/webhook/testing';
import type { Webhook } from '#domain/connect/webhook/webhook';
import { stoppedClock } from '#domain/kernel/clock';
import { aQueue } from '#domain/kernel/testing';
import type { WebhookJob } from '#events/webhook-job';
import { memoryStores } from '#store/memory';
import { deliverWebhook, releaseHeld, type WebhookWorkerPorts } from '#usecases/connect/webhook-deliveries';
import { visitDue } from '#usecases/targeting/due-evaluations';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const KEY = { workspaceId: 'acmeacme', webhookId: '41', deliveryId: 'delivery-1' };
export const JOB = {
  kind: 'deliver' as const,
  workspaceId: 'acmeacme',
  subscriptionId: '41',
  deliveryId: 'delivery-1',
  correlationId: 'request-1',
};
export const RELEASE = {
  kind: 'release' as const,
  workspaceId: 'acmeacme',
  subscriptionId: '41',
  correlationId: 'request-2',
};

/** Calls of it throw, before or after they did their work. */
export type Crash = { call: string; when: 'before' | 'after' };

/** For tests: the worker of webhooks with one delivery to make, an endpoint that gives `answers`, and the tick. */
export async function aWorker(webhook: Partial<Webhook> = {}) {
  const clock = stoppedClock(NOTIFIED_AT);
  const stores = memoryStores();
  await stores.webhooks.create(aWebhook(webhook));
  await stores.webhookDeliveries.create(aWebhookDelivery());
  const sent: OutboundRequest[] = [];
  const answers: (Partial<OutboundResponse> | Error)[] = [];
  const queue = aQueue<WebhookJob>();
  const plain: WebhookWorkerPorts = {
    webhooks: stores.webhooks,
    webhookDeliveries: stores.webhookDeliveries,
    webhookJobs: queue,
    due: stores.due,
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
  const tick = { ...plain, workspaces: { listIds: async () => ['acmeacme'] }, evaluations: aQueue(), mails: aQueue() };
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

/** For tests: takes ports; returns those of a worker that is killed at a call. */
export function crashing(ports: WebhookWorkerPorts, { call, when }: Crash): WebhookWorkerPorts {
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
