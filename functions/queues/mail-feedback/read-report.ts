import * as z from 'zod';
import type { Feedback } from '#domain/engage/delivery/feedback';
import { DELIVERY_HEADER } from '#domain/engage/mail/campaign-mail';
import type { MailFeedback } from '#events/mail-feedback';
import type { DeliverySubject } from '#usecases/engage/update-delivery';

export type Report = { subject: DeliverySubject; feedback: Feedback };

/** Takes what SES says; returns which delivery it reports on and what, or undefined if the mail is not ours. */
export function readReport(message: MailFeedback): Report | undefined {
  const subject = subjectOf(message.mail);
  return subject === undefined ? undefined : { subject, feedback: feedbackOf(message) };
}

function feedbackOf(message: MailFeedback): Feedback {
  const providerId = message.mail.messageId;
  if ('delivery' in message) return { kind: 'delivered', at: instant(message.delivery), providerId };
  if ('bounce' in message) {
    const { bounceType, bouncedRecipients } = message.bounce;
    // "Undetermined" is what SES says when it cannot tell: not for good.
    const permanent = bounceType === 'Permanent';
    return {
      kind: 'bounced',
      permanent,
      recipients: addresses(bouncedRecipients),
      at: instant(message.bounce),
      providerId,
    };
  }
  if ('complaint' in message) {
    const { complainedRecipients } = message.complaint;
    return {
      kind: 'complained',
      recipients: addresses(complainedRecipients),
      at: instant(message.complaint),
      providerId,
    };
  }
  if ('open' in message) return { kind: 'opened', at: instant(message.open), providerId };
  if ('click' in message) return { kind: 'clicked', at: instant(message.click), providerId };
  // A rejection has no instant of its own: it follows at once.
  if ('reject' in message) return { kind: 'rejected', at: instant(message.mail), providerId };
  return { kind: 'sent', at: instant(message.mail), providerId };
}

function subjectOf({ tags, headers }: MailFeedback['mail']): DeliverySubject | undefined {
  const [workspaceId, contactId, deliveryId] = [tags?.workspace?.[0], tags?.contact?.[0], tags?.delivery?.[0]];
  if (workspaceId !== undefined && contactId !== undefined && deliveryId !== undefined) {
    return { workspaceId, contactId, deliveryId };
  }
  const header = headers?.find(({ name }) => name.toLowerCase() === DELIVERY_HEADER.toLowerCase())?.value ?? '';
  const [workspace, contact, delivery] = header.split('.');
  if (!workspace || !contact || !delivery) return undefined;
  return { workspaceId: workspace, contactId: contact, deliveryId: delivery };
}

const Instant = z.iso.datetime({ offset: true });

function instant({ timestamp }: { timestamp: string }): number {
  return Date.parse(Instant.parse(timestamp));
}

function addresses(recipients: { emailAddress: string }[]): string[] {
  // "Ada <ada@example.com>" in some bounces.
  return recipients.map(({ emailAddress }) => /<([^<>]+)>/.exec(emailAddress)?.[1] ?? emailAddress);
}
