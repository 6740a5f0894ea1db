import type { Delivery, DeliveryState } from './delivery.ts';

/** What the provider reports of one mail, at its own instant in ms. */
export type Feedback = { at: number; providerId: string } & (
  | { kind: 'sent' | 'delivered' | 'opened' | 'clicked' }
  | { kind: 'bounced'; permanent: boolean; recipients: string[] }
  | { kind: 'complained'; recipients: string[] }
  | { kind: 'rejected' }
);

/** Why a delivery bounced: for good, or because a mailbox was full or a server away. */
export const SOFT_BOUNCE = 'soft_bounce';
export const HARD_BOUNCE = 'hard_bounce';

/** Reports come in any order; a later stage is never undone by an earlier one. */
const STAGE: Record<DeliveryState, number> = {
  queued: 0,
  skipped: 0,
  failed: 0,
  sending: 1,
  sent: 2,
  delivered: 3,
  bounced: 4,
  complained: 5,
};

/** Takes a delivery and a report of it; returns it afterwards, the same object if the report says nothing new. */
export function applyFeedback(delivery: Delivery, feedback: Feedback): Delivery {
  switch (feedback.kind) {
    case 'sent':
      return advance(delivery, 'sent', feedback, {});
    case 'delivered':
      return advance(reached(delivery, feedback), 'delivered', feedback, {
        deliveredAt: delivery.deliveredAt ?? feedback.at,
      });
    case 'bounced': {
      // An out-of-office reply comes as Transient/General: what was delivered was reached (Amazon SES, bounce types).
      if (!feedback.permanent && wasReached(delivery)) return delivery;
      const reason = feedback.permanent ? HARD_BOUNCE : SOFT_BOUNCE;
      return advance(delivery, 'bounced', feedback, { reason, bouncedAt: delivery.bouncedAt ?? feedback.at });
    }
    case 'complained':
      return advance(delivery, 'complained', feedback, { complainedAt: delivery.complainedAt ?? feedback.at });
    case 'opened':
      return delivery.openedAt === null ? { ...reached(delivery, feedback), openedAt: feedback.at } : delivery;
    case 'clicked':
      if (delivery.clickedAt !== null) return delivery;
      // J32: pictures may be blocked, but who clicked has read.
      return { ...reached(delivery, feedback), clickedAt: feedback.at, openedAt: delivery.openedAt ?? feedback.at };
    case 'rejected':
      return STAGE[delivery.state] < STAGE.delivered && delivery.state !== 'failed'
        ? { ...delivery, state: 'failed', reason: 'rejected', failedAt: feedback.at, leaseUntil: null }
        : delivery;
    default:
      return feedback satisfies never;
  }
}

/** Takes a delivery; returns whether its mail is known to have reached the mailbox. */
export function wasReached({ deliveredAt, openedAt, clickedAt }: Delivery): boolean {
  return deliveredAt !== null || openedAt !== null || clickedAt !== null;
}

/** A soft bounce that was reported before the mail's delivery or opening was none. */
function reached(delivery: Delivery, { at }: Feedback): Delivery {
  if (delivery.state !== 'bounced' || delivery.reason !== SOFT_BOUNCE) return delivery;
  return { ...delivery, state: 'delivered', reason: null, bouncedAt: null, deliveredAt: delivery.deliveredAt ?? at };
}

function advance(
  delivery: Delivery,
  state: DeliveryState,
  { at, providerId }: Feedback,
  changes: Partial<Delivery>,
): Delivery {
  const stamped: Delivery = {
    ...delivery,
    providerId: delivery.providerId ?? providerId,
    sentAt: delivery.sentAt ?? at,
    // It was given up, and the provider had it all the same.
    ...(delivery.state === 'failed' ? { reason: null, failedAt: null } : {}),
    ...changes,
  };
  if (STAGE[state] > STAGE[delivery.state]) return { ...stamped, state, leaseUntil: null };
  // An early Delivery report has overtaken `sent`: only its stamp may be news.
  return stamped.deliveredAt !== delivery.deliveredAt ? { ...delivery, deliveredAt: stamped.deliveredAt } : delivery;
}
