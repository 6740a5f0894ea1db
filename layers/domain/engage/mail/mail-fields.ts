import * as z from 'zod';

/** What a body is written in. `html` takes text as well; of `text` no HTML is made. */
export type MailFormat = 'html' | 'mjml' | 'text';

/** What a mail of a campaign may have beside its texts, in the words of the API. */
export const mailFields = {
  format: z.enum(['html', 'mjml', 'text']).optional().describe('What the body is written in; html unless given'),
  subscription_type_id: z
    .union([z.string(), z.number().int().transform(String)])
    .optional()
    .describe('The kind of mail it is: whoever refused that kind does not get it'),
};

export type MailFields = {
  format?: MailFormat;
  subscription_type_id?: string;
  /** Made when it is saved: the body as HTML, still Liquid. The sender reads it and no MJML. */
  html?: string;
};
