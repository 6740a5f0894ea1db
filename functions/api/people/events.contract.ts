import * as z from 'zod';
import { contract } from '#runtime/contract';
import { EventList, EventSummaryResource } from '#wire/event';
import { EventRequest } from '#wire/event-request';

export const createDataEvent = contract({
  operation: 'createDataEvent',
  method: 'POST',
  path: '/events',
  access: 'staff',
  summary: 'Submit an event; a repeat is dropped',
  origin: 'Intercom 2.15',
  body: EventRequest,
  response: z.undefined(),
  status: 202,
});

export const listDataEvents = contract({
  operation: 'listDataEvents',
  method: 'GET',
  path: '/events',
  access: 'staff',
  summary: "List a contact's events of the last 90 days, or its summaries for ever",
  origin: 'Intercom 2.15',
  query: z.object({
    type: z.literal('user'),
    user_id: z.string().optional(),
    email: z.string().optional(),
    intercom_user_id: z.string().optional(),
    summary: z.stringbool().default(false),
    per_page: z.coerce.number().int().min(1).max(150).default(50),
    before: z.string().optional().describe('Opaque; from pages.next'),
  }),
  response: z.discriminatedUnion('type', [EventList, EventSummaryResource]),
});
