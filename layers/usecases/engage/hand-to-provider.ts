import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { fail, markSent, requeue } from '#domain/engage/delivery/send-attempt';
import type { Mail, Mailer } from '#domain/engage/mail/mail';
import type { SendPace } from '#domain/engage/mail/send-pace';
import type { Clock } from '#domain/kernel/clock';
import { isFailure } from '#domain/kernel/failure';

export type ProviderPorts = {
  deliveries: Pick<DeliveryStore, 'get' | 'update'>;
  mailer: Mailer;
  pace: SendPace;
  clock: Clock;
};

/**
 * Takes a claimed delivery and its mail; hands the mail over and writes what is known of it then. Returns `busy` if the provider
 * takes no mail now: then the delivery is queued again, as if nobody had tried.
 * @throws what the provider's client threw if the outcome is unknown: its report may still tell, until then the claim stands
 */
export async function handToProvider(
  { deliveries, mailer, pace, clock }: ProviderPorts,
  claimed: Delivery,
  mail: Mail,
): Promise<'settled' | 'busy'> {
  let providerId: string;
  try {
    providerId = await mailer.send(mail);
  } catch (error) {
    if (isFailure(error, 'unprocessable')) {
      const reason = error.details.reason ?? 'refused';
      await settle(deliveries, claimed, (delivery) => fail(delivery, reason, clock.now()));
      return 'settled';
    }
    if (isFailure(error, 'unavailable')) {
      pace.refused(clock.now());
      await settle(deliveries, claimed, requeue);
      return 'busy';
    }
    throw error;
  }
  pace.accepted(clock.now());
  await settle(deliveries, claimed, (delivery) => markSent(delivery, providerId, clock.now()));
  return 'settled';
}

/** How often an outcome that lost against a report is written again. */
const MAX_SETTLINGS = 5;

/** The provider's report may have been faster: if it told the outcome, that stands; an opening alone does not. */
async function settle(
  deliveries: ProviderPorts['deliveries'],
  claimed: Delivery,
  outcome: (delivery: Delivery) => Delivery,
): Promise<void> {
  let before = claimed;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await deliveries.update(before, outcome(before));
      return;
    } catch (error) {
      if (!isFailure(error, 'conflict')) throw error;
      const now = await deliveries.get(claimed.workspaceId, claimed.contactId, claimed.id);
      if (now?.state !== 'sending' && now?.state !== 'queued') return;
      const isOurs = now.state === 'sending' && now.attempts === claimed.attempts;
      if (!isOurs || attempt === MAX_SETTLINGS) throw error;
      before = now;
    }
  }
}
