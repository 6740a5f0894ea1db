import { type Route, route } from '#runtime/contract';
import type { Events } from '#usecases/events';
import { presentEventSummary, presentEvents } from '#wire/event';
import { eventSubmission } from '#wire/event-request';
import * as contracts from './events.contract.ts';

/** Takes the verbs of tracked events; returns the routes of /events. */
export function eventRoutes(events: Events): Route[] {
  return [
    route(contracts.createDataEvent, async ({ actor, body, correlationId }) => {
      const { subject, submission } = eventSubmission(body);
      await events.submit(actor, subject, submission, correlationId);
      return undefined;
    }),
    route(contracts.listDataEvents, async ({ actor, query, origin }) => {
      const subject = { externalId: query.user_id, email: query.email, contactId: query.intercom_user_id };
      if (query.summary) {
        const { contact, summaries } = await events.summarise(actor, subject);
        return presentEventSummary(contact, summaries);
      }
      const { contact, page } = await events.list(actor, subject, query.per_page, query.before);
      const next = new URLSearchParams({
        type: 'user',
        intercom_user_id: contact.id,
        per_page: String(query.per_page),
        before: page.next ?? '',
      });
      return presentEvents(contact, page.events, page.next && `${origin}/events?${next}`);
    }),
  ];
}
