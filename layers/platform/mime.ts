import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import type { Mail } from '#domain/engage/mail/mail';

/**
 * Takes a mail; returns it as MIME (RFC 5322, RFC 2046): `multipart/alternative` with a plain and an HTML part,
 * or the plain part alone where there is no HTML; every header encoded, nothing read from files or URLs. SES adds the Message-ID.
 */
export async function composeMime(mail: Mail): Promise<Uint8Array> {
  const node = new MailComposer({
    from: { name: mail.from.name ?? '', address: mail.from.address },
    to: { name: '', address: mail.to },
    text: mail.text,
    ...(mail.html === '' ? {} : { html: mail.html }),
    date: new Date(mail.date),
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key, value })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { subject } = mail;
  if (LOOKS_ENCODED.test(subject)) node.setHeader('Subject', { prepared: true, value: encoded(subject) });
  else node.setHeader('Subject', subject);
  return await node.build();
}

/** The library leaves ASCII as it is, also what readers would take for an encoded word (RFC 2047) and decode. */
const LOOKS_ENCODED = /=\?/;

/** Takes a text; returns it as encoded words, on lines of their own. */
function encoded(text: string): string {
  return encodeWord(text.replaceAll(/[\r\n]+/g, ' '), 'Q', 52).replaceAll('?= =?', '?=\r\n =?');
}
