import type { OutboundHttp } from '#domain/connect/webhook/outbound-http';
import * as changes from '#domain/connect/webhook/webhook';
import { newDelivery, redeliver, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryPage, WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import { NO_ERRORS } from '#domain/connect/webhook/webhook-health';
import { webhookIds } from '#domain/connect/webhook/webhook-id';
import { pingItem } from '#domain/connect/webhook/webhook-notification';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import { assertMayHear, parseTopics } from '#domain/connect/webhook/webhook-topic';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { type StaffActor, scopesOf } from '#domain/workspace/access/actor';
import { sha256 } from '#domain/workspace/access/sha256';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf } from '../workspace/activity-log.ts';

type Webhook = changes.Webhook;

export type WebhookPorts = {
  webhooks: WebhookStore;
  webhookDeliveries: WebhookDeliveryStore;
  http: Pick<OutboundHttp, 'check'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId' | 'secret'>;
};

/** Every fact is matched against all of them, and they are kept in memory. */
const MAX_WEBHOOKS = 50;

type Asked = { correlationId: string };

/**
 * Takes where to tell of what, and the API version of the request; returns the new webhook with its secret.
 * @throws bad_request for an address that is refused, an unknown topic, or if there are 50 already
 */
export async function createWebhook(
  ports: WebhookPorts,
  actor: StaffActor,
  { url, topics, apiVersion }: { url: string; topics: string[]; apiVersion: string },
  { correlationId }: Asked,
): Promise<Webhook> {
  const { workspaceId } = actor;
  ports.http.check(url);
  const parsed = parseTopics(topics);
  assertMayHear(scopesOf(actor), parsed);
  const { webhooks: existing } = await ports.webhooks.load(workspaceId);
  if (existing.length >= MAX_WEBHOOKS)
    throw new Failure('bad_request', `A workspace has at most ${MAX_WEBHOOKS} webhooks`);
  const now = ports.clock.now();
  const webhook: Webhook = {
    id: ports.ids.decimalId(),
    workspaceId,
    url,
    topics: parsed,
    secrets: [ports.ids.secret()],
    apiVersion,
    state: 'active',
    suspendedFor: null,
    createdAt: now,
    updatedAt: now,
    correlationId,
    version: 1,
  };
  const activity = activityOf(ports, actor, { type: 'app_webhook_creation', subject: subjectOf(webhook) });
  await ports.webhooks.create(webhook, [activity]);
  return webhook;
}

/** Returns every webhook of the workspace, oldest first. */
export async function listWebhooks(
  { webhooks }: Pick<WebhookPorts, 'webhooks'>,
  { workspaceId }: StaffActor,
): Promise<Webhook[]> {
  return (await webhooks.load(workspaceId)).webhooks;
}

/** Takes another address or other topics; returns the webhook as it is then. @throws as `create`, not_found, conflict */
export async function rewriteWebhook(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  { url, topics }: { url?: string | undefined; topics?: string[] | undefined },
  asked: Asked,
): Promise<Webhook> {
  if (url !== undefined) ports.http.check(url);
  const parsed = topics === undefined ? undefined : parseTopics(topics);
  return await changeNewest(ports, actor, webhookId, (webhook) => {
    // Also for another address alone: what the webhook tells would go to whoever names it.
    assertMayHear(scopesOf(actor), parsed ?? webhook.topics);
    return changes.rewriteWebhook(webhook, { url, topics: parsed }, writing(ports, asked));
  });
}

/** Takes a webhook's id; removes it, and with it whatever was still to be sent. Returns it as it was. @throws not_found */
export async function removeWebhook(ports: WebhookPorts, actor: StaffActor, webhookId: string): Promise<Webhook> {
  const webhook = await findWebhook(ports, actor, webhookId);
  const activity = activityOf(ports, actor, { type: 'app_webhook_deletion', subject: subjectOf(webhook) });
  await ports.webhooks.remove(actor.workspaceId, webhookId, [activity]);
  return webhook;
}

/** Holds deliveries until the webhook is resumed; repeating it changes nothing. @throws not_found, conflict */
export async function pauseWebhook(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  asked: Asked,
): Promise<Webhook> {
  return await changeNewest(ports, actor, webhookId, (webhook) =>
    webhook.state === 'paused' ? webhook : changes.pauseWebhook(webhook, writing(ports, asked)),
  );
}

/** Lets a webhook run again, whatever stopped it; what waited goes out. @throws not_found, conflict */
export async function resumeWebhook(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  asked: Asked,
): Promise<Webhook> {
  const { workspaceId } = actor;
  const health = await ports.webhooks.health(workspaceId, webhookId);
  await findWebhook(ports, actor, webhookId);
  await ports.webhooks.saveHealth({ workspaceId, webhookId }, health, NO_ERRORS);
  return await changeNewest(ports, actor, webhookId, (webhook) =>
    webhook.state === 'active' ? webhook : changes.resumeWebhook(webhook, writing(ports, asked)),
  );
}

/** Gives a webhook a new secret beside the one it has; the one before that is forgotten. @throws not_found, conflict */
export async function rotateWebhookSecret(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  asked: Asked,
): Promise<Webhook> {
  const secret = ports.ids.secret();
  return await changeNewest(ports, actor, webhookId, (webhook) =>
    changes.rotateSecret(webhook, secret, writing(ports, asked)),
  );
}

/** Sends a `ping`, whatever the topics; returns its delivery. @throws not_found */
export async function pingWebhook(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  { correlationId }: Asked,
): Promise<WebhookDelivery> {
  const webhook = await findWebhook(ports, actor, webhookId);
  const { workspaceId } = actor;
  const at = ports.clock.now();
  const fact = { workspaceId, webhookId, topic: 'ping', key: ports.ids.decimalId(), at };
  const { deliveryId, notificationId } = await webhookIds(fact, sha256);
  const notification = { id: notificationId, workspaceId, topic: 'ping' as const, item: pingItem(), createdAt: at };
  const delivery = newDelivery(webhook, notification, { id: deliveryId, correlationId });
  await ports.webhookDeliveries.request(undefined, delivery, correlationId);
  return delivery;
}

/** Returns one page of the delivery log, newest first. @throws not_found, bad_request for a cursor that is not of this log */
export async function listWebhookDeliveries(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<WebhookDeliveryPage> {
  await findWebhook(ports, actor, webhookId);
  return await ports.webhookDeliveries.list(actor.workspaceId, webhookId, page.limit, page.cursor);
}

/** Has a delivery sent again, whatever became of it; returns it waiting (R55). @throws not_found, conflict while an attempt is being made */
export async function redeliverWebhook(
  ports: WebhookPorts,
  actor: StaffActor,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
  { correlationId }: Asked,
): Promise<WebhookDelivery> {
  await findWebhook(ports, actor, webhookId);
  const key = { workspaceId: actor.workspaceId, webhookId, deliveryId };
  const before = await ports.webhookDeliveries.get(key);
  if (before === undefined)
    throw new Failure('not_found', 'Delivery not found', { reason: 'webhook_delivery_not_found' });
  const after = redeliver(before, ports.clock.now());
  await ports.webhookDeliveries.request(before, after, correlationId);
  return after;
}

/** @throws not_found also for one of another workspace */
export async function findWebhook(
  { webhooks }: Pick<WebhookPorts, 'webhooks'>,
  { workspaceId }: StaffActor,
  webhookId: string,
): Promise<Webhook> {
  const webhook = await webhooks.get(workspaceId, webhookId);
  if (webhook === undefined) throw new Failure('not_found', 'Webhook not found', { reason: 'webhook_not_found' });
  return webhook;
}

async function changeNewest(
  ports: WebhookPorts,
  actor: StaffActor,
  webhookId: string,
  changed: (webhook: Webhook) => Webhook,
): Promise<Webhook> {
  return await retryOnConflict(async () => {
    const before = await findWebhook(ports, actor, webhookId);
    const after = changed(before);
    if (after !== before) await ports.webhooks.update(before, after);
    return after;
  });
}

/** The host alone: the rest of an address may be a secret of its endpoint. */
function subjectOf({ id, url }: Webhook): string {
  return `${id} to ${new URL(url).host}`;
}

function writing(
  { clock }: Pick<WebhookPorts, 'clock'>,
  { correlationId }: Asked,
): { at: number; correlationId: string } {
  return { at: clock.now(), correlationId };
}
