import type { WebhookDelivery } from './webhook-delivery.ts';

export type WebhookDeliveryPage = { deliveries: WebhookDelivery[]; next: string | undefined };

export type WebhookDeliveryKey = { workspaceId: string; webhookId: string; deliveryId: string };

/** That a person wants a delivery sent. `requestedAt` in ms. */
export type DeliveryRequest = WebhookDeliveryKey & { correlationId: string; requestedAt: number };

/** Deliveries are kept for 30 days. */
export type WebhookDeliveryStore = {
  /** Writes a pending delivery unless it exists. Returns whether it was new. */
  create(delivery: WebhookDelivery): Promise<'new' | 'exists'>;
  /**
   * Writes a delivery that a person asked for, new (`before` undefined) or once more, and declares it to those behind the
   * stream, who hand it to the queue. @throws conflict as `update`, or if it exists.
   */
  request(before: WebhookDelivery | undefined, after: WebhookDelivery, correlationId: string): Promise<void>;
  get(key: WebhookDeliveryKey): Promise<WebhookDelivery | undefined>;
  /** Replaces `before` by `after`, as the version behind it; returns it as it is stored then. @throws conflict if `before` is stale. */
  update<After extends WebhookDelivery>(before: WebhookDelivery, after: After): Promise<After>;
  /** One page of a webhook's log, newest first. */
  list(workspaceId: string, webhookId: string, limit: number, cursor?: string): Promise<WebhookDeliveryPage>;
  /** The oldest of those that wait for their paused webhook. Strongly consistent. */
  listHeld(workspaceId: string, webhookId: string, limit: number): Promise<WebhookDelivery[]>;
};
