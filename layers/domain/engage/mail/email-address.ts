import * as z from 'zod';

/**
 * One bare address (RFC 5321 addr-spec without quoted local parts): no white space, comma, semicolon or
 * angle bracket, so that it can stand in a header and name one mailbox only. At most 254 bytes.
 */
export const EmailAddress = z
  .string()
  .max(254)
  .regex(
    /^[^\s@,;:<>()[\]\\"\p{Cc}]+@[^\s@,;:<>()[\]\\"\p{Cc}]+\.[^\s@,;:<>()[\]\\"\p{Cc}]+$/u,
    'must be an e-mail address',
  );

/** Takes any text; returns whether one mail can be addressed to it. */
export function isDeliverable(address: string): boolean {
  return EmailAddress.safeParse(address).success;
}
