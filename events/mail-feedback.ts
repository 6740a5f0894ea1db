import * as z from 'zod';

const Mail = z.object({
  messageId: z.string(),
  /** Event publishing only. */
  tags: z.record(z.string(), z.array(z.string())).optional(),
  /** Identity notifications only, where "include original headers" is on. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

const Recipients = z.array(z.object({ emailAddress: z.string() }));
const Bounce = z.object({
  bounceType: z.string(),
  bounceSubType: z.string().optional(),
  bouncedRecipients: Recipients,
  timestamp: z.string(),
});
const Complaint = z.object({ complainedRecipients: Recipients, timestamp: z.string() });
const At = z.object({ timestamp: z.string() });

/** What configuration sets publish (SES developer guide, "Event data format"). */
const PublishedEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail.extend({ timestamp: z.string() }) }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail, delivery: At }),
  z.object({ eventType: z.literal('Bounce'), mail: Mail, bounce: Bounce }),
  z.object({ eventType: z.literal('Complaint'), mail: Mail, complaint: Complaint }),
  z.object({ eventType: z.literal('Open'), mail: Mail, open: At }),
  z.object({ eventType: z.literal('Click'), mail: Mail, click: At }),
  z.object({
    eventType: z.literal('Reject'),
    mail: Mail.extend({ timestamp: z.string() }),
    reject: z.object({ reason: z.string() }),
  }),
]);

/** What identities publish without a configuration set (SES developer guide, "Notification contents"). */
const IdentityNotification = z.discriminatedUnion('notificationType', [
  z.object({ notificationType: z.literal('Delivery'), mail: Mail, delivery: At }),
  z.object({ notificationType: z.literal('Bounce'), mail: Mail, bounce: Bounce }),
  z.object({ notificationType: z.literal('Complaint'), mail: Mail, complaint: Complaint }),
]);

/** Both shapes, and everything else that SES may say, which is nothing to us. */
const SesMessage = z.union([
  PublishedEvent,
  IdentityNotification,
  z.object({ eventType: z.string() }).transform(() => undefined),
  z.object({ notificationType: z.string() }).transform(() => undefined),
]);

/** What SNS wraps around it, unless the subscription delivers raw messages. */
const SnsEnvelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

const Unwrapped = SnsEnvelope.transform(({ Message }): unknown => {
  try {
    return JSON.parse(Message);
  } catch {
    // SES publishes a plain sentence when a topic becomes its destination; it means nothing here.
    return { notificationType: 'sentence' };
  }
}).pipe(SesMessage);

/**
 * A message of the feedback queue: what SES reports of one mail, as it is or in SNS's envelope; undefined if it is
 * of a kind that means nothing here. At least once, in no order.
 */
export const MailFeedback = z.union([SesMessage, Unwrapped]);
export type MailFeedback = NonNullable<z.infer<typeof MailFeedback>>;
