import { type Route, route } from '#runtime/contract';
import * as webhooks from '#usecases/connect/webhooks';
import {
  presentDeletedWebhook,
  presentWebhook,
  presentWebhookDeliveries,
  presentWebhookDelivery,
  presentWebhooks,
  presentWebhookWithSecret,
} from '#wire/connect/webhook';
import * as contracts from './webhooks.contract.ts';

export function webhookRoutes(ports: webhooks.WebhookPorts): Route[] {
  return [
    route(contracts.createWebhook, async (call) => {
      const { actor, body, version } = call;
      return presentWebhookWithSecret(
        await webhooks.createWebhook(ports, actor, { ...body, apiVersion: version }, call),
      );
    }),
    route(contracts.listWebhooks, async ({ actor }) => presentWebhooks(await webhooks.listWebhooks(ports, actor))),
    route(contracts.getWebhook, async ({ actor, params }) =>
      presentWebhook(await webhooks.findWebhook(ports, actor, params.id)),
    ),
    route(contracts.updateWebhook, async (call) =>
      presentWebhook(await webhooks.rewriteWebhook(ports, call.actor, call.params.id, call.body, call)),
    ),
    route(contracts.deleteWebhook, async ({ actor, params }) =>
      presentDeletedWebhook(await webhooks.removeWebhook(ports, actor, params.id)),
    ),
    route(contracts.pauseWebhook, async (call) =>
      presentWebhook(await webhooks.pauseWebhook(ports, call.actor, call.params.id, call)),
    ),
    route(contracts.resumeWebhook, async (call) =>
      presentWebhook(await webhooks.resumeWebhook(ports, call.actor, call.params.id, call)),
    ),
    route(contracts.rotateWebhookSecret, async (call) =>
      presentWebhookWithSecret(await webhooks.rotateWebhookSecret(ports, call.actor, call.params.id, call)),
    ),
    route(contracts.pingWebhook, async (call) =>
      presentWebhookDelivery(await webhooks.pingWebhook(ports, call.actor, call.params.id, call)),
    ),
    route(contracts.listWebhookDeliveries, async ({ actor, params, query }) => {
      const page = { limit: query.per_page, cursor: query.starting_after };
      return presentWebhookDeliveries(
        await webhooks.listWebhookDeliveries(ports, actor, params.id, page),
        query.per_page,
      );
    }),
    route(contracts.redeliverWebhook, async (call) => {
      const { id: webhookId, delivery_id: deliveryId } = call.params;
      return presentWebhookDelivery(
        await webhooks.redeliverWebhook(ports, call.actor, { webhookId, deliveryId }, call),
      );
    }),
  ];
}
