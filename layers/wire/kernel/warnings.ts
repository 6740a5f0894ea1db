import * as z from 'zod';

/** What was accepted and is probably not what was meant; of saves and previews. */
export const Warnings = z
  .array(z.object({ path: z.string(), message: z.string() }))
  .describe('What is probably a mistake: where, and what to do about it');
