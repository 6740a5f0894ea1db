import * as z from 'zod';

/** A message of the mail queue: this delivery wants to be sent. At least once, in no order. */
export const MailJob = z.object({
  workspaceId: z.string(),
  contactId: z.string(),
  deliveryId: z.string(),
  correlationId: z.string(),
});
export type MailJob = z.infer<typeof MailJob>;
