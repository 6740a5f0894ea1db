import type { OutboundRequest } from './outbound-http.ts';
import type { Webhook } from './webhook.ts';
import type { claimAttempt } from './webhook-delivery.ts';
import { notificationBody } from './webhook-notification.ts';
import { signatureHeaders } from './webhook-signature.ts';

/** Takes a webhook, a delivery claimed for an attempt, and the present instant in ms; returns the signed request to send. */
export function webhookRequest(
  webhook: Webhook,
  claimed: ReturnType<typeof claimAttempt>,
  now: number,
): OutboundRequest {
  const body = notificationBody(claimed.notification, claimed);
  return {
    method: 'POST',
    url: webhook.url,
    headers: {
      'Content-Type': 'application/json',
      Accept: '*/*',
      'User-Agent': 'parley-webhooks/1.0',
      'X-Parley-Topic': claimed.notification.topic,
      'X-Parley-Correlation-Id': claimed.correlationId,
      ...signatureHeaders(webhook.secrets, body, now),
    },
    body,
    // Only the status counts: a receiver that answers with a page has received.
    whenTooLong: 'truncate',
  };
}
