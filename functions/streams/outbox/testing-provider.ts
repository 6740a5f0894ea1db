import type { Mail, Mailer } from '#domain/engage/mail/mail';
import type { Clock } from '#domain/kernel/clock';

/** A mail that the provider took, and when it will report on it, in ms. */
export type PendingReport = { mail: Mail; at: number };

/** For tests: takes where taken mails and reports to come are kept, and after how many ms it reports; returns the provider. */
export function provider(sent: Mail[], reports: PendingReport[], clock: Clock, reportDelay = 0): Mailer {
  return {
    send: async (mail) => {
      sent.push(mail);
      reports.push({ mail, at: clock.now() + reportDelay });
      return `ses-${sent.length}`;
    },
  };
}
