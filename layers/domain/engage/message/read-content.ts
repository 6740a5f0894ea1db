import * as z from 'zod';
import { EmailAddress } from '../../kernel/email-address.ts';
import { Failure } from '../../kernel/failure.ts';
import { mailFields } from '../mail/mail-fields.ts';
import type { Content } from './message.ts';

/** A text of one line, as names and subjects are. */
export const Line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters');

/** A mail; its texts are Liquid. */
export const EmailContentDraft = z.strictObject({
  channel: z.literal('email', { error: 'must be "email"; others are not supported yet' }),
  subject: Line(998),
  /** SES takes 10 MB a mail; templates beyond this are a mistake. */
  body: z.string().min(1).max(200_000),
  from: EmailAddress.optional(),
  ...mailFields,
});

/** Takes what was given as what a message says, and its place in the request; returns it. @throws unprocessable naming the place of what is wrong */
export function readContent(input: unknown, path: string): Content {
  const parsed = EmailContentDraft.safeParse(input);
  if (parsed.success) return withoutAbsent(parsed.data);
  const [issue] = parsed.error.issues;
  const names = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? []);
  const field = [path, ...names.map(String)].join('.');
  const message =
    issue?.code === 'unrecognized_keys' ? 'is not a field of such a message' : (issue?.message ?? 'is invalid');
  throw new Failure('unprocessable', `${field}: ${message}`, { reason: 'parameter_invalid', field });
}

function withoutAbsent(content: z.output<typeof EmailContentDraft>): Content {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as Content;
}
