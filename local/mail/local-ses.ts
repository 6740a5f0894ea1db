import { randomUUID } from 'node:crypto';
import type { EventDestination } from '../assembly/deployment.ts';
import { authorization, callEngine, callQuery, type EngineAnswer } from '../aws/engine-calls.ts';
import type { AcceptedMail, MailLedger } from './mail-ledger.ts';
import { addresses, mimeHeaders } from './mime-headers.ts';
import { type MailEvent, sesEvent } from './ses-event.ts';

export type MailOfficePorts = {
  /** Address of the SES engine. */
  ses: string;
  /** Address of the SNS engine. */
  sns: string;
  ledger: MailLedger;
  clock: { now(): number };
  destinations(): EventDestination[];
  /** Called after a message went out through SNS. */
  published(): void;
};

/** A mail as `GET /_local/mail` shows it. */
export type CapturedMail = {
  id: string;
  from: string;
  to: string[];
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  sent_at: string;
  tags: Record<string, string>;
};

type ViewerMail = { messageId: string; subject?: string; body?: { text?: string; html?: string } };

/** SES around its engine: what it accepted, and the events it publishes about that. */
export class LocalSes {
  readonly #ports: MailOfficePorts;

  constructor(ports: MailOfficePorts) {
    this.#ports = ports;
  }

  /** Shows the viewer the mails of an earlier run. */
  async restore(): Promise<void> {
    for (const mail of this.#ports.ledger.all()) mail.viewerId = (await this.#deliver(mail.raw)) ?? mail.viewerId;
  }

  /** Publishes what an earlier run accepted and was killed before it said so. */
  async reportUnreported(): Promise<void> {
    for (const mail of this.#ports.ledger.unreported()) await this.reportAccepted(mail);
  }

  /** Publishes that a mail was sent and delivered. */
  async reportAccepted(mail: AcceptedMail): Promise<void> {
    await this.publish(mail, { type: 'send' });
    await this.publish(mail, { type: 'delivery' });
    this.#ports.ledger.markReported(mail);
  }

  /** Takes a send request of SES's query protocol; returns the engine's answer. Accepted mails are kept. */
  async send(body: Buffer): Promise<{ answer: EngineAnswer; mail: AcceptedMail | undefined }> {
    const input = new URLSearchParams(body.toString());
    const answer = await callEngine(this.#ports.ses, {
      headers: { ...authorization('ses'), 'content-type': 'application/x-www-form-urlencoded' },
      body: engineInput(input).toString(),
    });
    const viewerId = messageId(answer.body.toString());
    if (answer.status !== 200 || !viewerId) return { answer, mail: undefined };

    const mail = { ...acceptedMail(input), id: `${Date.now().toString(16)}-${randomUUID()}-000000`, viewerId };
    const accepted: AcceptedMail = { ...mail, acceptedAt: this.#ports.clock.now(), reported: false };
    this.#ports.ledger.add(accepted);
    return {
      answer: { ...answer, body: Buffer.from(answer.body.toString().replace(viewerId, accepted.id)) },
      mail: accepted,
    };
  }

  /** Publishes an event of a mail to the destinations of its configuration set that ask for it. */
  async publish(mail: AcceptedMail, event: MailEvent): Promise<void> {
    const wanted = this.#ports.destinations().filter(({ configurationSet, types }) => {
      return configurationSet === mail.configurationSet && types.includes(event.type);
    });
    for (const { topicArn } of wanted) {
      const message = JSON.stringify(sesEvent(mail, event, this.#ports.clock.now()));
      const subject = 'Amazon SES Email Event Notification';
      await callQuery(this.#ports.sns, 'sns', {
        Action: 'Publish',
        TopicArn: topicArn,
        Message: message,
        Subject: subject,
      });
    }
    if (wanted.length > 0) this.#ports.published();
  }

  /** Returns the accepted mails as people read them, oldest first. */
  async captured(): Promise<CapturedMail[]> {
    const answer = await callEngine(this.#ports.ses, { method: 'GET', path: '/store' });
    const { emails }: { emails: ViewerMail[] } = JSON.parse(answer.body.toString());
    const viewed = new Map(emails.map((email) => [email.messageId, email]));
    return this.#ports.ledger.all().map((mail) => capturedMail(mail, viewed.get(mail.viewerId)));
  }

  async clear(): Promise<void> {
    this.#ports.ledger.clear();
    await callEngine(this.#ports.ses, { path: '/clear-store' });
  }

  async #deliver(raw: string): Promise<string | undefined> {
    const data = Buffer.from(raw).toString('base64');
    return messageId(await callQuery(this.#ports.ses, 'ses', { Action: 'SendRawEmail', 'RawMessage.Data': data }));
  }
}

function messageId(xml: string): string | undefined {
  return xml.match(/<MessageId>([^<]+)<\/MessageId>/)?.[1];
}

// The engine's schema knows fewer members than SES's.
function engineInput(input: URLSearchParams): URLSearchParams {
  if (input.get('Action') !== 'SendRawEmail') return input;
  const data = input.get('RawMessage.Data') ?? '';
  const source = input.get('Source');
  return new URLSearchParams({
    Action: 'SendRawEmail',
    'RawMessage.Data': data,
    ...(source ? { Source: source } : {}),
  });
}

function acceptedMail(input: URLSearchParams): Omit<AcceptedMail, 'id' | 'viewerId' | 'acceptedAt' | 'reported'> {
  const raw = Buffer.from(input.get('RawMessage.Data') ?? '', 'base64').toString();
  const headers = mimeHeaders(raw);
  const header = (name: string) => headers.find((entry) => entry.name.toLowerCase() === name)?.value ?? '';
  const members = (pattern: RegExp) => [...input].filter(([name]) => pattern.test(name)).map(([, value]) => value);
  const listed = members(/^(Destinations\.member\.\d+|Destination\.(To|Cc|Bcc)Addresses\.member\.\d+)$/);
  const named = addresses([header('to'), header('cc'), header('bcc')].filter(Boolean).join(','));
  const source = input.get('Source') ?? '';
  return {
    raw,
    source: addresses(header('from'))[0] ?? addresses(source)[0] ?? source,
    destination: (listed.length > 0 ? listed : named).flatMap(addresses),
    configurationSet: input.get('ConfigurationSetName') ?? (header('x-ses-configuration-set') || undefined),
    tags: { ...headerTags(header('x-ses-message-tags')), ...inputTags(input) },
  };
}

function inputTags(input: URLSearchParams): Record<string, string> {
  const names = [...input].filter(([name]) => /^Tags\.member\.\d+\.Name$/.test(name));
  return Object.fromEntries(names.map(([key, name]) => [name, input.get(key.replace(/Name$/, 'Value')) ?? '']));
}

function headerTags(value: string): Record<string, string> {
  const pairs = value.split(/[,;]/).map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([name, tag]) => name && tag !== undefined));
}

function capturedMail(mail: AcceptedMail, viewed: ViewerMail | undefined): CapturedMail {
  const headers: Record<string, string> = {};
  for (const { name, value } of mimeHeaders(mail.raw))
    headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  return {
    id: mail.id,
    from: mail.source,
    to: mail.destination,
    subject: viewed?.subject ?? headers['Subject'] ?? '',
    headers,
    text: viewed?.body?.text ?? '',
    html: viewed?.body?.html ?? '',
    sent_at: new Date(mail.acceptedAt).toISOString(),
    tags: mail.tags,
  };
}
