import * as z from 'zod';
import { contract } from '#runtime/contract';
import { EventList, EventSummaryResource } from '#wire/people/event';
import { EventRequest, EventSummariesRequest } from '#wire/people/event-request';

export const createDataEvent = contract({
  operation: 'createDataEvent',
  method: 'POST',
  path: '/events',
  access: 'staff',
  scope: 'write_events',
  summary: 'Submit an event; a repeat is dropped',
  origin: 'Intercom 2.15',
  body: EventRequest,
  response: z.undefined(),
  status: 202,
});

export const importEventSummaries = contract({
  operation: 'importEventSummaries',
  method: 'POST',
  path: '/events/summaries',
  access: 'staff',
  scope: 'write_events',
  summary: 'Import how often something happened before it was tracked here; importing twice counts once',
  origin: 'Intercom 2.15',
  body: EventSummariesRequest,
  response: z.undefined(),
});

export const listEventNames = contract({
  operation: 'listEventNames',
  method: 'GET',
  path: '/events/names',
  access: 'staff',
  scope: 'read_events',
  summary: 'List the active event names; a workspace has 120 at most',
  origin: 'Parley',
  response: z.object({ type: z.literal('list'), data: z.array(z.string()) }),
});

export const archiveEventName = contract({
  operation: 'archiveEventName',
  method: 'DELETE',
  path: '/events/names/{name+}',
  access: 'staff',
  scope: 'write_events',
  summary: 'Free the place of an event name; what was counted stays',
  origin: 'Parley',
  params: z.object({ name: z.string() }),
  response: z.undefined(),
});

export const listDataEvents = contract({
  operation: 'listDataEvents',
  method: 'GET',
  path: '/events',
  access: 'staff',
  scope: 'read_events',
  summary: "List a contact's events of the last 90 days, or its summaries for ever",
  origin: 'Intercom 2.15',
  query: z.object({
    type: z.literal('user'),
    user_id: z.string().optional(),
    email: z
      .string()
      // Unencoded, the plus of ann+news@example.com is a space in a query, which no address has.
      .transform((sent) => sent.trim().replaceAll(' ', '+'))
      .optional(),
    intercom_user_id: z.string().optional(),
    summary: z.stringbool().default(false),
    per_page: z.coerce.number().int().min(1).max(150).default(50),
    before: z.string().optional().describe('Opaque; from pages.next'),
    since: z.coerce.number().int().min(0).optional().describe('Opaque; from pages.since'),
  }),
  response: z.discriminatedUnion('type', [EventList, EventSummaryResource]),
});
