import type { AcceptedMail } from './mail-ledger.ts';
import { mimeHeaders } from './mime-headers.ts';

/** What may be injected for a mail, with the parts of the event that matter to a consumer. */
export type MailEvent =
  | { type: 'send' }
  | { type: 'delivery' }
  | { type: 'bounce'; bounceType: string; bounceSubType: string }
  | { type: 'complaint'; complaintFeedbackType: string }
  | { type: 'open'; userAgent: string }
  | { type: 'click'; link: string; userAgent: string };

/**
 * Takes a mail, what happened to it and when (ms); returns the event as SES publishes it to a configuration
 * set's destination. Source: SES developer guide, "Examples of event data".
 */
export function sesEvent(mail: AcceptedMail, event: MailEvent, at: number): object {
  const timestamp = new Date(at).toISOString();
  const name = `${event.type[0]?.toUpperCase()}${event.type.slice(1)}`;
  return { eventType: name, mail: mailPart(mail), [event.type]: detail(mail, event, timestamp) };
}

function mailPart(mail: AcceptedMail): object {
  const headers = mimeHeaders(mail.raw);
  const header = (name: string) => headers.find((entry) => entry.name.toLowerCase() === name)?.value;
  const tags = Object.entries(mail.tags).map(([name, value]) => [name, [value]] as const);
  return {
    timestamp: new Date(mail.acceptedAt).toISOString(),
    source: mail.source,
    sourceArn: `arn:aws:ses:us-east-1:000000000000:identity/${mail.source.split('@')[1] ?? mail.source}`,
    sendingAccountId: '000000000000',
    messageId: mail.id,
    destination: mail.destination,
    headersTruncated: false,
    headers,
    commonHeaders: {
      from: [header('from') ?? mail.source],
      to: mail.destination,
      messageId: mail.id,
      subject: header('subject') ?? '',
    },
    tags: {
      'ses:configuration-set': [mail.configurationSet ?? ''],
      'ses:from-domain': [mail.source.split('@')[1] ?? ''],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(tags),
    },
  };
}

function detail(mail: AcceptedMail, event: MailEvent, timestamp: string): object {
  const recipients = mail.destination;
  const reader = { ipAddress: '127.0.0.1', timestamp };
  switch (event.type) {
    case 'send':
      return {};
    case 'delivery':
      return { timestamp, recipients, processingTimeMillis: 42, smtpResponse: '250 2.0.0 OK', reportingMTA: 'local' };
    case 'bounce':
      return {
        feedbackId: `local-${mail.id}`,
        bounceType: event.bounceType,
        bounceSubType: event.bounceSubType,
        bouncedRecipients: recipients.map((emailAddress) => ({
          emailAddress,
          action: 'failed',
          status: event.bounceType === 'Permanent' ? '5.1.1' : '4.4.7',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        })),
        timestamp,
        reportingMTA: 'dns; local',
      };
    case 'complaint':
      return {
        feedbackId: `local-${mail.id}`,
        complaintSubType: null,
        complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
        timestamp,
        userAgent: 'local',
        complaintFeedbackType: event.complaintFeedbackType,
        arrivalDate: timestamp,
      };
    case 'open':
      return { ...reader, userAgent: event.userAgent };
    case 'click':
      return { ...reader, userAgent: event.userAgent, link: event.link, linkTags: null };
    default:
      return event satisfies never;
  }
}
