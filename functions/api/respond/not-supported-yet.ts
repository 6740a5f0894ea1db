import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';

/** Fields of Intercom API 2.15, and of ours, whose loss a caller would not notice. */
export const NotSupportedYet = {
  attachment_urls: z.unknown().optional().describe('Not supported yet: 422 unless empty'),
  attachment_files: z.unknown().optional().describe('Not supported yet: 422 unless empty'),
  reply_options: z.unknown().optional().describe('Not supported yet: 422 unless empty'),
  expected_seq: z.unknown().optional().describe('Not supported yet: 422'),
};

const REMEDY: Record<keyof typeof NotSupportedYet, string> = {
  attachment_urls: 'put links into body',
  attachment_files: 'put links into body',
  reply_options: 'put them into body',
  expected_seq: 'read the parts after the last one known instead',
};

/** Takes a parsed body. @throws unprocessable naming the field that would be dropped, and what to do instead */
export function refuseNotSupportedYet(body: Partial<Record<keyof typeof NotSupportedYet, unknown>>): void {
  for (const [field, remedy] of Object.entries(REMEDY)) {
    const value = body[field as keyof typeof NotSupportedYet];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    throw new Failure('unprocessable', `${field} is not supported yet: leave it out and ${remedy}`, {
      reason: 'parameter_invalid',
      field,
    });
  }
}
