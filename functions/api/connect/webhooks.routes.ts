import { type Route, route } from '#runtime/contract';
import { type WebhookPorts, webhookUseCases } from '#usecases/connect/webhooks';
import {
  presentDeletedWebhook,
  presentWebhook,
  presentWebhookDeliveries,
  presentWebhookDelivery,
  presentWebhooks,
  presentWebhookWithSecret,
} from '#wire/connect/webhook';
import * as contracts from './webhooks.contract.ts';

/** Takes the ports; returns the routes of /webhooks. */
export function webhookRoutes(ports: WebhookPorts): Route[] {
  const webhooks = webhookUseCases(ports);
  return [
    route(contracts.createWebhook, async (call) => {
      const { actor, body, version } = call;
      return presentWebhookWithSecret(await webhooks.create(actor, { ...body, apiVersion: version }, call));
    }),
    route(contracts.listWebhooks, async ({ actor }) => presentWebhooks(await webhooks.list(actor))),
    route(contracts.getWebhook, async ({ actor, params }) => presentWebhook(await webhooks.find(actor, params.id))),
    route(contracts.updateWebhook, async (call) =>
      presentWebhook(await webhooks.rewrite(call.actor, call.params.id, call.body, call)),
    ),
    route(contracts.deleteWebhook, async ({ actor, params }) =>
      presentDeletedWebhook(await webhooks.remove(actor, params.id)),
    ),
    route(contracts.pauseWebhook, async (call) =>
      presentWebhook(await webhooks.pause(call.actor, call.params.id, call)),
    ),
    route(contracts.resumeWebhook, async (call) =>
      presentWebhook(await webhooks.resume(call.actor, call.params.id, call)),
    ),
    route(contracts.rotateWebhookSecret, async (call) =>
      presentWebhookWithSecret(await webhooks.rotate(call.actor, call.params.id, call)),
    ),
    route(contracts.pingWebhook, async (call) =>
      presentWebhookDelivery(await webhooks.ping(call.actor, call.params.id, call)),
    ),
    route(contracts.listWebhookDeliveries, async ({ actor, params, query }) => {
      const page = { limit: query.per_page, cursor: query.starting_after };
      return presentWebhookDeliveries(await webhooks.listDeliveries(actor, params.id, page), query.per_page);
    }),
    route(contracts.redeliverWebhook, async (call) => {
      const { id: webhookId, delivery_id: deliveryId } = call.params;
      return presentWebhookDelivery(await webhooks.redeliver(call.actor, { webhookId, deliveryId }, call));
    }),
  ];
}
