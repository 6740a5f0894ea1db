import type { SubscribedTopic, WebhookTopic } from './webhook-topic.ts';

/**
 * `active`: deliveries go out. `paused`: by a person; they wait. `suspended`: the endpoint answered 410, or
 * nothing but errors for seven days; nothing new is delivered until it is resumed.
 */
export type WebhookState = 'active' | 'paused' | 'suspended';

/** Who wants to be told what, and where. Instants in ms. */
export type Webhook = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  url: string;
  topics: SubscribedTopic[];
  /** HMAC keys: the first signs both headers, a second one, while it is rotated out, the timestamped one as well. */
  secrets: string[];
  /** Items are rendered as this version of the API has them. */
  apiVersion: string;
  state: WebhookState;
  /** Why it is suspended. */
  suspendedFor: 'gone' | 'failing' | null;
  createdAt: number;
  updatedAt: number;
  /** Of the request that wrote it last. */
  correlationId: string;
  /** Optimistic lock: one more with every write. */
  version: number;
};

type Change = { at: number; correlationId: string };

/** Takes a webhook and a topic; returns whether a notification is made for it. Paused ones collect theirs. */
export function wantsTopic({ state, topics }: Webhook, topic: WebhookTopic): boolean {
  return state !== 'suspended' && (topic === 'ping' || topics.includes(topic));
}

/** Takes a webhook and what a person wants otherwise; returns it so, its state as it was. */
export function rewriteWebhook(
  webhook: Webhook,
  { url = webhook.url, topics = webhook.topics }: { url?: string | undefined; topics?: SubscribedTopic[] | undefined },
  change: Change,
): Webhook {
  return changed(webhook, { url, topics }, change);
}

/** Takes a webhook; returns it as a person pauses it. */
export function pauseWebhook(webhook: Webhook, change: Change): Webhook {
  return changed(webhook, { state: 'paused', suspendedFor: null }, change);
}

/** Takes a webhook; returns it as a person lets it run again, whatever stopped it. Its health begins anew: `NO_ERRORS`. */
export function resumeWebhook(webhook: Webhook, change: Change): Webhook {
  return changed(webhook, { state: 'active', suspendedFor: null }, change);
}

/** Takes a webhook and why it is given up; returns it suspended. */
export function suspendWebhook(webhook: Webhook, suspendedFor: 'gone' | 'failing', change: Change): Webhook {
  return changed(webhook, { state: 'suspended', suspendedFor }, change);
}

/** Takes a webhook and a new secret; returns it signing with both, and the one before the last forgotten. */
export function rotateSecret(webhook: Webhook, secret: string, change: Change): Webhook {
  return changed(webhook, { secrets: [secret, ...webhook.secrets.slice(0, 1)] }, change);
}

function changed(webhook: Webhook, fields: Partial<Webhook>, { at, correlationId }: Change): Webhook {
  return { ...webhook, ...fields, updatedAt: at, correlationId };
}
