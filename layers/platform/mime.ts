import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from '#domain/engage/mail/mail';

/**
 * Takes a mail; returns it as MIME (RFC 5322, RFC 2046): `multipart/alternative` with a plain and an HTML part,
 * every header encoded, nothing read from files or URLs. SES adds the Message-ID.
 */
export async function composeMime(mail: Mail): Promise<Uint8Array> {
  const node = new MailComposer({
    from: { name: mail.from.name ?? '', address: mail.from.address },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: new Date(mail.date),
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key, value })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return await node.build();
}
