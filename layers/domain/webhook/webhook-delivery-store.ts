import type { WebhookDelivery } from './webhook-delivery.ts';

export type WebhookDeliveryPage = { deliveries: WebhookDelivery[]; next: string | undefined };

export type WebhookDeliveryKey = { workspaceId: string; subscriptionId: string; deliveryId: string };

/** Deliveries are kept for 30 days. */
export type WebhookDeliveryStore = {
  /** Writes a pending delivery unless it exists. Returns whether it was new. */
  create(delivery: WebhookDelivery): Promise<'new' | 'exists'>;
  get(key: WebhookDeliveryKey): Promise<WebhookDelivery | undefined>;
  /** Replaces `before` by `after`. @throws conflict if the stored attempts, state or next attempt differ from `before`. */
  update(before: WebhookDelivery, after: WebhookDelivery): Promise<void>;
  /** One page of a subscription's log, newest first. */
  list(workspaceId: string, subscriptionId: string, limit: number, cursor?: string): Promise<WebhookDeliveryPage>;
  /** One page of those that wait for their paused subscription, oldest first. */
  listHeld(workspaceId: string, subscriptionId: string, limit: number, cursor?: string): Promise<WebhookDeliveryPage>;
};
