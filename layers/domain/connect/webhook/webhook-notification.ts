import type { WebhookTopic } from './webhook-topic.ts';

/** What a notification says, apart from what changes with every attempt. Instants in ms. */
export type WebhookNotification = {
  /** `notif_<uuid>`: the same in every attempt, so that receivers can drop repeats. */
  id: string;
  workspaceId: string;
  topic: WebhookTopic;
  /** The resource as the API shows it, JSON of the webhook's API version. */
  item: Record<string, unknown>;
  createdAt: number;
};

/** Which attempt, and when the first one was, in ms. */
export type AttemptNumber = { attempts: number; firstSentAt: number };

/** Takes 32 or more hexadecimal characters, of a hash for the same fact to get the same id; returns a notification's id. */
export function notificationId(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return `notif_${parts.join('-')}`;
}

/** Takes a notification and an attempt; returns the body to send (Intercom webhooks, `notification_event`). Stamps are in s. */
export function notificationBody(notification: WebhookNotification, { attempts, firstSentAt }: AttemptNumber): string {
  return JSON.stringify({
    type: 'notification_event',
    topic: notification.topic,
    id: notification.id,
    app_id: notification.workspaceId,
    self: null,
    links: {},
    created_at: Math.floor(notification.createdAt / 1000),
    delivery_status: 'pending',
    delivery_attempts: attempts,
    first_sent_at: Math.floor(firstSentAt / 1000),
    // Intercom's clients have always seen these: nothing has been delivered while it is being sent.
    delivered_at: 0,
    data: { type: 'notification_event_data', item: notification.item },
  });
}

/** Returns the item of a `ping`, which proves that an endpoint can be reached. */
export function pingItem(): Record<string, unknown> {
  return { type: 'ping', message: 'This is a ping to check that this endpoint can be reached.' };
}
