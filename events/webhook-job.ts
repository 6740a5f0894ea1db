import * as z from 'zod';

/** The id of the webhook, by the name that it had at first: messages in flight outlive a release. */
const subscriptionId = z.string();

/** This delivery may be due: whoever works it looks what is to be done. */
export const DeliverWebhookJob = z.object({
  kind: z.literal('deliver'),
  workspaceId: z.string(),
  subscriptionId,
  deliveryId: z.string(),
  correlationId: z.string(),
});
export type DeliverWebhookJob = z.infer<typeof DeliverWebhookJob>;

/** A paused webhook was resumed: what waited for it goes out. */
export const ReleaseWebhookJob = z.object({
  kind: z.literal('release'),
  workspaceId: z.string(),
  subscriptionId,
  correlationId: z.string(),
});
export type ReleaseWebhookJob = z.infer<typeof ReleaseWebhookJob>;

/** A message of the webhook queue. At least once, in no order. */
export const WebhookJob = z.discriminatedUnion('kind', [DeliverWebhookJob, ReleaseWebhookJob]);
export type WebhookJob = z.infer<typeof WebhookJob>;
