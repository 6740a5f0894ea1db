import type { Webhook } from '#domain/connect/webhook/webhook';
import type { WebhookDeliveryKey } from '#domain/connect/webhook/webhook-delivery-store';
import type { Queue } from '#domain/kernel/queue';
import type { WebhookJob } from '#events/webhook-job';

type Ports = { webhookJobs: Queue<WebhookJob> };

/** Takes a webhook before (undefined for a new one) and after a write; if it was resumed, has what waited for it sent. Safe to repeat. */
export async function followWebhook(
  { webhookJobs }: Ports,
  before: Webhook | undefined,
  after: Webhook,
): Promise<void> {
  if (before?.state !== 'paused' || after.state !== 'active') return;
  const { workspaceId, id: subscriptionId, correlationId } = after;
  await webhookJobs.send([{ kind: 'release', workspaceId, subscriptionId, correlationId }]);
}

/** Takes a delivery that a person asked for; hands it to the queue. Safe to repeat. */
export async function enqueueDelivery(
  { webhookJobs }: Ports,
  { workspaceId, subscriptionId, deliveryId, correlationId }: WebhookDeliveryKey & { correlationId: string },
): Promise<void> {
  await webhookJobs.send([{ kind: 'deliver', workspaceId, subscriptionId, deliveryId, correlationId }]);
}
