import { type Webhook, wantsTopic } from '#domain/connect/webhook/webhook';
import { newDelivery, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryKey, WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import { webhookIds } from '#domain/connect/webhook/webhook-id';
import { keptItem } from '#domain/connect/webhook/webhook-item';
import type { WebhookOccurrence } from '#domain/connect/webhook/webhook-occurrence';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import type { Clock } from '#domain/kernel/clock';
import type { Queue } from '#domain/kernel/queue';
import { sha256 } from '#domain/workspace/access/sha256';
import type { WebhookJob } from '#events/webhook-job';
import { coalescedReads } from '../kernel/coalesced-reads.ts';

export type FanOutPorts = {
  webhooks: CachedWebhooks;
  webhookDeliveries: Pick<WebhookDeliveryStore, 'create' | 'get'>;
  webhookJobs: Queue<WebhookJob>;
  clock: Clock;
};

/**
 * Takes what happened; writes a delivery for every webhook that wants to hear of it, and hands each to the queue. Ids
 * are those of webhook and fact, so repeating it tells nobody twice; a delivery that was written but not handed over
 * is handed over now. Where nobody listens it costs one small read.
 */
export async function fanOut(ports: FanOutPorts, occurrences: WebhookOccurrence[]): Promise<void> {
  const jobs: WebhookJob[] = [];
  for (const [workspaceId, told] of byWorkspace(occurrences)) {
    const webhooks = await ports.webhooks.current(workspaceId);
    if (webhooks.length === 0) continue;
    for (const occurrence of told) jobs.push(...(await deliveriesOf(ports, occurrence, webhooks)));
  }
  if (jobs.length > 0) await ports.webhookJobs.send(jobs);
}

async function deliveriesOf(
  ports: FanOutPorts,
  occurrence: WebhookOccurrence,
  webhooks: Webhook[],
): Promise<WebhookJob[]> {
  const jobs: WebhookJob[] = [];
  const items = new Map<string, ReturnType<WebhookOccurrence['item']>>();
  for (const webhook of webhooks.filter((each) => wantsTopic(each, occurrence.topic))) {
    const item = items.get(webhook.apiVersion) ?? occurrence.item(webhook.apiVersion);
    items.set(webhook.apiVersion, item);
    const delivery = await deliveryOf({ ...occurrence, at: occurrence.at ?? ports.clock.now() }, webhook, await item);
    if (delivery !== undefined && (await isToBeSent(ports, delivery))) jobs.push(jobOf(delivery));
  }
  return jobs;
}

async function deliveryOf(
  { workspaceId, topic, key, at, correlationId }: WebhookOccurrence & { at: number },
  webhook: Webhook,
  item: Record<string, unknown> | undefined,
): Promise<WebhookDelivery | undefined> {
  if (item === undefined) return undefined;
  const ids = await webhookIds({ workspaceId, webhookId: webhook.id, topic, key, at }, sha256);
  const notification = { id: ids.notificationId, workspaceId, topic, item: keptItem(item), createdAt: at };
  return newDelivery(webhook, notification, { id: ids.deliveryId, correlationId });
}

async function isToBeSent({ webhookDeliveries }: FanOutPorts, delivery: WebhookDelivery): Promise<boolean> {
  if ((await webhookDeliveries.create(delivery)) === 'new') return true;
  const { notification, webhookId, id } = delivery;
  const known = await webhookDeliveries.get({ workspaceId: notification.workspaceId, webhookId, deliveryId: id });
  // One that was tried has a timer, one that is held waits for its webhook.
  return known?.state === 'pending' && known.attempts === 0 && known.nextAttemptAt !== null;
}

/** Takes a delivery; returns the job that has it looked at. */
export function jobOf({ notification, webhookId, id, correlationId }: WebhookDelivery): WebhookJob {
  const { workspaceId } = notification;
  return { kind: 'deliver', workspaceId, subscriptionId: webhookId, deliveryId: id, correlationId };
}

function byWorkspace(occurrences: WebhookOccurrence[]): Map<string, WebhookOccurrence[]> {
  const groups = new Map<string, WebhookOccurrence[]>();
  for (const each of occurrences) groups.set(each.workspaceId, [...(groups.get(each.workspaceId) ?? []), each]);
  return groups;
}

/** Takes a webhook before (undefined for a new one) and after a write; if it was resumed, has what waited for it sent. Safe to repeat. */
export async function followWebhook(
  { webhookJobs }: Pick<FanOutPorts, 'webhookJobs'>,
  before: Webhook | undefined,
  after: Webhook,
): Promise<void> {
  if (before?.state !== 'paused' || after.state !== 'active') return;
  const { workspaceId, id: subscriptionId, correlationId } = after;
  await webhookJobs.send([{ kind: 'release', workspaceId, subscriptionId, correlationId }]);
}

/** Takes a delivery that a person asked for; hands it to the queue. Safe to repeat. */
export async function enqueueDelivery(
  { webhookJobs }: Pick<FanOutPorts, 'webhookJobs'>,
  { workspaceId, webhookId, deliveryId, correlationId }: WebhookDeliveryKey & { correlationId: string },
): Promise<void> {
  await webhookJobs.send([{ kind: 'deliver', workspaceId, subscriptionId: webhookId, deliveryId, correlationId }]);
}

/** The webhooks of workspaces, kept in memory. */
export type CachedWebhooks = {
  /** Takes a workspace's id; returns its webhooks, loaded anew only if the stamp has moved. One small read, shared by those who ask at once. */
  current(workspaceId: string): Promise<Webhook[]>;
};

/** A function instance sees few workspaces between two cold starts. */
const MAX_WORKSPACES = 500;

/** Takes the store; returns its webhooks with a cache that the stamp keeps honest. */
export function cachedWebhooks(store: Pick<WebhookStore, 'stamp' | 'load'>): CachedWebhooks {
  const cache = new Map<string, { stamp: number; webhooks: Webhook[] }>();
  return {
    current: coalescedReads(async (workspaceId) => {
      const known = cache.get(workspaceId);
      const stamp = await store.stamp(workspaceId);
      if (known?.stamp === stamp) return known.webhooks;
      const loaded = stamp === 0 ? { stamp, webhooks: [] } : await store.load(workspaceId);
      if (cache.size >= MAX_WORKSPACES) cache.clear();
      cache.set(workspaceId, loaded);
      return loaded.webhooks;
    }),
  };
}
