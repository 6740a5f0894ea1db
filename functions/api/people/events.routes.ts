import { type Route, route } from '#runtime/contract';
import {
  archiveEventName,
  type EventNameAdmission,
  type EventNamePorts,
  listEventNames,
} from '#usecases/people/event-names';
import {
  type EventPorts,
  importEventSummaries,
  listEvents,
  submitEvent,
  summariseEvents,
} from '#usecases/people/events';
import { presentEventSummary, presentEvents } from '#wire/people/event';
import { eventImports, eventSubmission } from '#wire/people/event-request';
import * as contracts from './events.contract.ts';

export function eventRoutes(ports: EventPorts & EventNamePorts & { names: EventNameAdmission }): Route[] {
  return [
    route(contracts.createDataEvent, async ({ actor, body, correlationId }) => {
      const { subject, submission } = eventSubmission(body);
      await submitEvent(ports, actor, subject, submission, correlationId);
      return undefined;
    }),
    route(contracts.importEventSummaries, async ({ actor, body, correlationId }) => {
      const { subject, imports } = eventImports(body);
      await importEventSummaries(ports, actor, subject, imports, correlationId);
      return undefined;
    }),
    route(contracts.listEventNames, async ({ actor }) => ({
      type: 'list' as const,
      data: await listEventNames(ports, actor),
    })),
    route(contracts.archiveEventName, async ({ actor, params }) => {
      await archiveEventName(ports, actor, params.name);
      return undefined;
    }),
    route(contracts.listDataEvents, async ({ actor, query, origin }) => {
      const subject = { externalId: query.user_id, email: query.email, id: query.intercom_user_id };
      if (query.summary) {
        const { contact, summaries } = await summariseEvents(ports, actor, subject);
        return presentEventSummary(contact, summaries);
      }
      const link = (contactId: string, rest: Record<string, string>) => {
        const own = { type: 'user', intercom_user_id: contactId, per_page: String(query.per_page) };
        return `${origin}/events?${new URLSearchParams({ ...own, ...rest })}`;
      };
      const newest = (found: { createdAt: number }[], least: number) =>
        String(found.reduce((latest, { createdAt }) => Math.max(latest, createdAt), least));
      const asked = { limit: query.per_page, cursor: query.before, since: query.since };
      const { contact, page } = await listEvents(ports, actor, subject, asked);
      const own: Record<string, string> = query.since === undefined ? {} : { since: String(query.since) };
      return presentEvents(contact, page.events, {
        ...(page.next === undefined ? {} : { next: link(contact.id, { ...own, before: page.next }) }),
        since: link(contact.id, { since: newest(page.events, query.since ?? 0) }),
      });
    }),
  ];
}
