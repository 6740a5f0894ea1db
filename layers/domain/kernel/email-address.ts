import { domainToASCII, domainToUnicode } from 'node:url';
import * as z from 'zod';

/** Marks that nobody sees and that copying brings along: soft hyphens, zero widths, joiners, directions, byte order marks. */
const INVISIBLE = /\u034f|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

const LOCAL = /^[^\s@,;:<>()[\]\\"\p{Cc}]+$/u;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** RFC 5321 section 4.5.3.1, in bytes. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/** Takes an address as somebody wrote it; returns it without what is invisible in it and around it, composed (NFC). */
export function cleanAddress(written: string): string {
  return written.replace(INVISIBLE, '').normalize('NFC').trim();
}

/**
 * Takes a clean address; returns why no mail can be addressed to it, or undefined: one bare address (RFC 5321 addr-spec
 * without quoted local parts), so that it can stand in a header and name one mailbox only. A domain may be international
 * (RFC 5890); before the @ SES takes ASCII alone (SES developer guide, "internationalized email addresses").
 */
export function addressFault(address: string): string | undefined {
  const { local, domain } = parts(address);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  if (LOCAL.test(local) && !/^[\x00-\x7f]*$/.test(local)) {
    return 'must be an e-mail address with ASCII characters alone before the @: mail providers take no others';
  }
  const labels = domainToASCII(domain).split('.');
  const isAddress =
    LOCAL.test(local) &&
    local.length <= MAX_LOCAL_LENGTH &&
    local.split('.').every((atom) => atom !== '') &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '') &&
    envelopeAddress(address).length <= MAX_LENGTH;
  return isAddress ? undefined : 'must be an e-mail address';
}

/** An address, cleaned. */
export const EmailAddress = z
  .string()
  .overwrite(cleanAddress)
  .superRefine((address, context) => {
    const message = addressFault(address);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** An address, cleaned, or the empty text. */
export const OptionalEmailAddress = z
  .string()
  .overwrite(cleanAddress)
  .superRefine((address, context) => {
    const message = address === '' ? undefined : addressFault(address);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** Takes any text; returns whether one mail can be addressed to it. */
export function isDeliverable(address: string): boolean {
  return addressFault(address) === undefined;
}

/** Takes an address; returns it as mail servers write it: an international domain in ASCII (punycode, RFC 5891). */
export function envelopeAddress(address: string): string {
  const { local, domain } = parts(cleanAddress(address));
  return `${local}@${domainToASCII(domain)}`;
}

/**
 * Takes an address, or a part of one, in any form; returns what all forms of it have in common: neither case nor the way in
 * which an international domain is written, nor what is invisible, makes another mailbox.
 */
export function addressKey(address: string): string {
  const clean = cleanAddress(address).toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  if (/^[\x00-\x7f]*$/.test(clean) && !clean.includes('xn--')) return clean;
  const { local, domain } = parts(clean);
  const ascii = domainToASCII(domain);
  const shown = ascii === '' ? domain : domainToUnicode(ascii);
  return clean.includes('@') ? `${local}@${shown}` : shown;
}

/** Takes two addresses; returns whether they are of one mailbox. */
export function isSameAddress(one: string, other: string): boolean {
  return addressKey(one) === addressKey(other);
}

function parts(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at < 0 ? { local: '', domain: address } : { local: address.slice(0, at), domain: address.slice(at + 1) };
}
