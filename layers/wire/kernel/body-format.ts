import * as z from 'zod';

/** How a body is written. Intercom API 2.15 has HTML alone; text is shown as it was typed (Parley). */
export const BodyFormat = z
  .enum(['html', 'text'])
  .optional()
  .describe('How body is written: html (the default), or text, which is shown as it was typed');
