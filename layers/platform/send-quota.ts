import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { ReadSendQuota } from '#domain/engage/mail/send-quota';

/** Takes a client; returns what asks SES for the account's quota. SES answers once a second; who is refused learns nothing. */
export function sesSendQuota(client: Pick<SESClient, 'send'>): ReadSendQuota {
  return async () => {
    try {
      const {
        MaxSendRate = 0,
        Max24HourSend = -1,
        SentLast24Hours = 0,
      } = await client.send(new GetSendQuotaCommand({}));
      // -1 is SES's word for "unlimited".
      if (MaxSendRate <= 0) return undefined;
      return { perSecond: MaxSendRate, perDay: Max24HourSend < 0 ? null : Max24HourSend, sentInDay: SentLast24Hours };
    } catch {
      return undefined;
    }
  };
}
