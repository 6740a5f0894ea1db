import * as z from 'zod';

/** What outside subscribers receive on the EventBridge bus; the detail type is `topic`, the source `parley`. */
export const BusEvent = z.object({
  topic: z.enum([
    'contact.created',
    'contact.updated',
    'contact.deleted',
    'contact.merged',
    'conversation.created',
    'conversation.part.created',
    'campaign.started',
    'campaign.halted',
  ]),
  workspace_id: z.string(),
  /** Of the contact, conversation or campaign. */
  id: z.string(),
  correlation_id: z.string(),
});
export type BusEvent = z.infer<typeof BusEvent>;
