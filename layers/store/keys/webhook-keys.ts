import { accessPattern } from '../access-pattern.ts';
import { digits, encodeKeyValue as text } from '../key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from './partition.ts';

type OfWebhook = InWorkspace & { subscriptionId: string };

/** Sorts before the subscriptions, so that a load reads the stamp first and never a stamp newer than they are. */
export const webhookStampKey = accessPattern(
  { entity: 'webhook-stamp', serves: 'outbox: has any webhook changed' },
  (at: InWorkspace) => one(subscriptions(at), 'CURRENT'),
);
export const webhookKey = accessPattern(
  { entity: 'webhook', serves: 'GET /webhooks/{id}; every attempt at a delivery' },
  (at: OfWebhook) => one(subscriptions(at), `WEBHOOK#${order(at.subscriptionId)}`),
);
export const webhooks = accessPattern(
  { entity: 'webhook', serves: 'GET /webhooks; outbox: stamp and all webhooks in one query' },
  (at: InWorkspace) => all(subscriptions(at)),
);
export const webhookHealthKey = accessPattern(
  { entity: 'webhook-health', serves: 'how an endpoint has been answering; absent while all is well' },
  (at: OfWebhook) => one(ofWebhook(at), 'HEALTH'),
);
export const webhookDeliveryKey = accessPattern(
  { entity: 'webhook-delivery', serves: 'one notification to one webhook; its id begins with its instant' },
  (at: OfWebhook & { deliveryId: string }) => one(ofWebhook(at), `DELIVERY#${text(at.deliveryId)}`),
);
export const webhookDeliveries = accessPattern(
  { entity: 'webhook-delivery', serves: 'GET /webhooks/{id}/deliveries, newest first' },
  (at: OfWebhook) => all(ofWebhook(at), 'DELIVERY#'),
);
export const webhookHeldKey = accessPattern(
  { entity: 'webhook-held', serves: 'a delivery that waits for its paused webhook' },
  (at: OfWebhook & { deliveryId: string }) => one(ofWebhook(at), `HELD#${text(at.deliveryId)}`),
);
export const webhooksHeld = accessPattern(
  { entity: 'webhook-held', serves: 'POST /webhooks/{id}/resume: what waited, oldest first' },
  (at: OfWebhook) => all(ofWebhook(at), 'HELD#'),
);
export const webhookRequestKey = accessPattern(
  { entity: 'webhook-request', serves: 'outbox: a person wants this delivery sent' },
  (at: OfWebhook & { deliveryId: string }) => one(ofWebhook(at), `REQUEST#${text(at.deliveryId)}`),
);

const subscriptions = (at: InWorkspace) => `${workspacePartition(at)}#WEBHOOKS`;
const ofWebhook = (at: OfWebhook) => `${workspacePartition(at)}#WEBHOOK#${text(at.subscriptionId)}`;

/** Ids are decimal: with leading zeros they stand in the order of their making. What is no id at all stands for itself and finds nothing. */
const order = (id: string) => (/^\d{1,16}$/.test(id) ? digits(Number(id), 16) : text(id));
