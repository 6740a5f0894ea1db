import * as z from 'zod';

/** This delivery may be due: whoever works it looks what is to be done. */
export const DeliverWebhookJob = z.object({
  kind: z.literal('deliver'),
  workspaceId: z.string(),
  subscriptionId: z.string(),
  deliveryId: z.string(),
  correlationId: z.string(),
});
export type DeliverWebhookJob = z.infer<typeof DeliverWebhookJob>;

/** A paused webhook was resumed: what waited for it goes out. */
export const ReleaseWebhookJob = z.object({
  kind: z.literal('release'),
  workspaceId: z.string(),
  subscriptionId: z.string(),
  correlationId: z.string(),
});
export type ReleaseWebhookJob = z.infer<typeof ReleaseWebhookJob>;

/** A message of the webhook queue. At least once, in no order. */
export const WebhookJob = z.discriminatedUnion('kind', [DeliverWebhookJob, ReleaseWebhookJob]);
export type WebhookJob = z.infer<typeof WebhookJob>;
