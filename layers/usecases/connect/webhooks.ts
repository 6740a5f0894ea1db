import type { OutboundHttp } from '#domain/connect/webhook/outbound-http';
import {
  pauseWebhook,
  resumeWebhook,
  rewriteWebhook,
  rotateSecret,
  type Webhook,
} from '#domain/connect/webhook/webhook';
import { newDelivery, redeliver, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryPage, WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import { NO_ERRORS } from '#domain/connect/webhook/webhook-health';
import { webhookIds } from '#domain/connect/webhook/webhook-id';
import { pingItem } from '#domain/connect/webhook/webhook-notification';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import { parseTopics } from '#domain/connect/webhook/webhook-topic';
import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { StaffActor } from '#domain/workspace/access/actor';
import { sha256 } from '#domain/workspace/access/sha256';

import { activityOf } from '../workspace/activity-log.ts';

export type WebhookPorts = {
  webhooks: WebhookStore;
  webhookDeliveries: WebhookDeliveryStore;
  http: Pick<OutboundHttp, 'check'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId' | 'secret'>;
};

/** Every fact is matched against all of them, and they are kept in memory. */
const MOST_WEBHOOKS = 50;

/** How often a write that lost against another is tried again. */
const ATTEMPTS = 5;

type Asked = { correlationId: string };

/** Takes the ports; returns the verbs of webhooks. */
export function webhookUseCases({ webhooks, webhookDeliveries, http, clock, ids }: WebhookPorts) {
  /** Returns a webhook. @throws not_found also for one of another workspace */
  async function find({ workspaceId }: StaffActor, webhookId: string): Promise<Webhook> {
    const webhook = await webhooks.get(workspaceId, webhookId);
    if (webhook === undefined) throw new Failure('not_found', 'Webhook not found', { reason: 'webhook_not_found' });
    return webhook;
  }

  /** Writes a change of the newest version. @throws not_found, conflict after five lost races */
  async function change(
    actor: StaffActor,
    webhookId: string,
    changed: (webhook: Webhook) => Webhook,
  ): Promise<Webhook> {
    for (let attempt = 1; ; attempt += 1) {
      const before = await find(actor, webhookId);
      const after = changed(before);
      if (after === before) return before;
      try {
        await webhooks.update(after);
        return after;
      } catch (error) {
        if (!isFailure(error, 'conflict') || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  // The host alone: the rest of an address may be a secret of its endpoint.
  const activity = (actor: StaffActor, type: 'app_webhook_creation' | 'app_webhook_deletion', of: Webhook) =>
    activityOf({ clock, ids }, actor, { type, subject: `${of.id} to ${new URL(of.url).host}` });

  const changeNow = (asked: Asked) => ({ at: clock.now(), correlationId: asked.correlationId });

  return {
    find,

    /**
     * Takes where to tell of what, and the API version of the request; returns the new webhook with its secret.
     * @throws bad_request for an address that is refused, an unknown topic, or if there are 50 already
     */
    async create(
      actor: StaffActor,
      { url, topics, apiVersion }: { url: string; topics: string[]; apiVersion: string },
      { correlationId }: Asked,
    ): Promise<Webhook> {
      const { workspaceId } = actor;
      http.check(url);
      const parsed = parseTopics(topics);
      const { webhooks: existing } = await webhooks.load(workspaceId);
      if (existing.length >= MOST_WEBHOOKS)
        throw new Failure('bad_request', `A workspace has at most ${MOST_WEBHOOKS} webhooks`);
      const now = clock.now();
      const webhook: Webhook = {
        id: ids.decimalId(),
        workspaceId,
        url,
        topics: parsed,
        secrets: [ids.secret()],
        apiVersion,
        state: 'active',
        suspendedFor: null,
        createdAt: now,
        updatedAt: now,
        correlationId,
        version: 1,
      };
      await webhooks.create(webhook, [activity(actor, 'app_webhook_creation', webhook)]);
      return webhook;
    },

    /** Returns every webhook of the workspace, oldest first. */
    async list({ workspaceId }: StaffActor): Promise<Webhook[]> {
      return (await webhooks.load(workspaceId)).webhooks;
    },

    /** Takes another address or other topics; returns the webhook as it is then. @throws as `create`, not_found, conflict */
    async rewrite(
      actor: StaffActor,
      webhookId: string,
      { url, topics }: { url?: string | undefined; topics?: string[] | undefined },
      asked: Asked,
    ): Promise<Webhook> {
      if (url !== undefined) http.check(url);
      const parsed = topics === undefined ? undefined : parseTopics(topics);
      return await change(actor, webhookId, (webhook) =>
        rewriteWebhook(webhook, { url, topics: parsed }, changeNow(asked)),
      );
    },

    /** Takes a webhook's id; removes it, and with it whatever was still to be sent. Returns it as it was. @throws not_found */
    async remove(actor: StaffActor, webhookId: string): Promise<Webhook> {
      const webhook = await find(actor, webhookId);
      await webhooks.remove(actor.workspaceId, webhookId, [activity(actor, 'app_webhook_deletion', webhook)]);
      return webhook;
    },

    /** Holds deliveries until the webhook is resumed; repeating it changes nothing. @throws not_found, conflict */
    async pause(actor: StaffActor, webhookId: string, asked: Asked): Promise<Webhook> {
      return await change(actor, webhookId, (webhook) =>
        webhook.state === 'paused' ? webhook : pauseWebhook(webhook, changeNow(asked)),
      );
    },

    /** Lets a webhook run again, whatever stopped it; what waited goes out. @throws not_found, conflict */
    async resume(actor: StaffActor, webhookId: string, asked: Asked): Promise<Webhook> {
      const { workspaceId } = actor;
      const health = await webhooks.health(workspaceId, webhookId);
      await find(actor, webhookId);
      await webhooks.saveHealth({ workspaceId, subscriptionId: webhookId }, health, NO_ERRORS);
      return await change(actor, webhookId, (webhook) =>
        webhook.state === 'active' ? webhook : resumeWebhook(webhook, changeNow(asked)),
      );
    },

    /** Gives a webhook a new secret beside the one it has; the one before that is forgotten. @throws not_found, conflict */
    async rotate(actor: StaffActor, webhookId: string, asked: Asked): Promise<Webhook> {
      const secret = ids.secret();
      return await change(actor, webhookId, (webhook) => rotateSecret(webhook, secret, changeNow(asked)));
    },

    /** Sends a `ping`, whatever the topics; returns its delivery. @throws not_found */
    async ping(actor: StaffActor, webhookId: string, { correlationId }: Asked): Promise<WebhookDelivery> {
      const webhook = await find(actor, webhookId);
      const { workspaceId } = actor;
      const at = clock.now();
      const fact = { workspaceId, subscriptionId: webhookId, topic: 'ping', key: ids.decimalId(), at };
      const { deliveryId, notificationId } = await webhookIds(fact, sha256);
      const notification = { id: notificationId, workspaceId, topic: 'ping' as const, item: pingItem(), createdAt: at };
      const delivery = newDelivery(webhook, notification, { id: deliveryId, correlationId });
      await webhookDeliveries.request(undefined, delivery, correlationId);
      return delivery;
    },

    /** Returns one page of the delivery log, newest first. @throws not_found, bad_request for a cursor that is not of this log */
    async listDeliveries(
      actor: StaffActor,
      webhookId: string,
      page: { limit: number; cursor?: string | undefined },
    ): Promise<WebhookDeliveryPage> {
      await find(actor, webhookId);
      return await webhookDeliveries.list(actor.workspaceId, webhookId, page.limit, page.cursor);
    },

    /** Has a delivery sent again, whatever became of it; returns it waiting (R55). @throws not_found, conflict while an attempt is being made */
    async redeliver(
      actor: StaffActor,
      { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
      { correlationId }: Asked,
    ): Promise<WebhookDelivery> {
      await find(actor, webhookId);
      const key = { workspaceId: actor.workspaceId, subscriptionId: webhookId, deliveryId };
      const before = await webhookDeliveries.get(key);
      if (before === undefined)
        throw new Failure('not_found', 'Delivery not found', { reason: 'webhook_delivery_not_found' });
      const after = redeliver(before, clock.now());
      await webhookDeliveries.request(before, after, correlationId);
      return after;
    },
  };
}

export type Webhooks = ReturnType<typeof webhookUseCases>;
