import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern } from '../table/access-pattern.ts';
import { digits, shardOf, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, workspacePartition } from '../table/partition.ts';

type OfWebhook = InWorkspace & { webhookId: string };
type OfDelivery = OfWebhook & { deliveryId: string };
type OfShard = OfWebhook & { shard: number };

/** Sorts before the webhooks, so that a load reads the stamp first and never a stamp newer than they are. */
export const webhookStampKey = accessPattern(
  { entity: 'webhook-stamp', serves: 'outbox: has any webhook changed' },
  (at: InWorkspace) => one(list(at), 'CURRENT'),
);
export const webhookKey = accessPattern(
  { entity: 'webhook', serves: 'GET /webhooks/{id}; every attempt at a delivery' },
  (at: OfWebhook) => one(list(at), `WEBHOOK#${order(at.webhookId)}`),
);
export const webhooks = accessPattern(
  { entity: 'webhook', serves: 'GET /webhooks; outbox: stamp and all webhooks in one query' },
  (at: InWorkspace) => all(list(at)),
);
export const webhookHealthKey = accessPattern(
  { entity: 'webhook-health', serves: 'how an endpoint has been answering; absent while all is well' },
  (at: OfWebhook) => one(ofWebhook(at), 'HEALTH'),
);
export const webhookDeliveryKey = accessPattern(
  { entity: 'webhook-delivery', serves: 'one notification to one webhook; its id begins with its instant' },
  (at: OfDelivery) => one(ofDelivery(at), `DELIVERY#${text(at.deliveryId)}`),
);
/** Behind the delivery it is of, so that one query finds both. */
export const webhookProgressKey = accessPattern(
  { entity: 'webhook-progress', serves: 'what became of a delivery; absent before the first attempt' },
  (at: OfDelivery) => one(ofDelivery(at), `DELIVERY#${text(at.deliveryId)}#PROGRESS`),
);
export const webhookDeliveryWhole = accessPattern(
  { entity: 'webhook-delivery', serves: 'every attempt at a delivery: it and its progress' },
  (at: OfDelivery) => all(ofDelivery(at), `DELIVERY#${text(at.deliveryId)}`),
);
export const webhookDeliveries = accessPattern(
  { entity: 'webhook-delivery', serves: 'GET /webhooks/{id}/deliveries, newest first, one of 8 shards' },
  (at: OfShard) => all(shard(at), 'DELIVERY#'),
);
export const webhookHeldKey = accessPattern(
  { entity: 'webhook-held', serves: 'a delivery that waits for its paused webhook' },
  (at: OfDelivery) => one(ofDelivery(at), `HELD#${text(at.deliveryId)}`),
);
export const webhooksHeld = accessPattern(
  { entity: 'webhook-held', serves: 'POST /webhooks/{id}/resume: what waited, oldest first, one of 8 shards' },
  (at: OfShard) => all(shard(at), 'HELD#'),
);
/** In the contact's partition, where deletion and merge find it. */
export const webhookToldKey = accessPattern(
  { entity: 'webhook-told', serves: 'deletion of a contact: which deliveries hold its data' },
  (at: OfContact & OfDelivery) => one(contactPartition(at), `TOLD#${text(at.webhookId)}#${text(at.deliveryId)}`),
);
export const webhookRequestKey = accessPattern(
  { entity: 'webhook-request', serves: 'outbox: a person wants this delivery sent' },
  (at: OfDelivery) => one(ofDelivery(at), `REQUEST#${text(at.deliveryId)}`),
);

/**
 * A partition takes 1,000 writes a second, and keys that only grow are not split for heat: a delivery is three writes, and
 * a webhook may be told of everything that happens in a workspace.
 */
export const DELIVERY_SHARDS = 8;

const list = (at: InWorkspace) => `${workspacePartition(at)}#WEBHOOKS`;
const shard = (at: OfShard) => `${ofWebhook(at)}#${at.shard}`;
const ofDelivery = (at: OfDelivery) => shard({ ...at, shard: shardOf(at.deliveryId, DELIVERY_SHARDS) });
const ofWebhook = (at: OfWebhook) => `${workspacePartition(at)}#WEBHOOK#${text(at.webhookId)}`;

/** Ids are decimal: with leading zeros they stand in the order of their making. What is no id at all stands for itself and finds nothing. */
const order = (id: string) => (/^\d{1,16}$/.test(id) ? digits(Number(id), 16) : text(id));
