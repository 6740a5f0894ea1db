import { isFailure } from '#domain/kernel/failure';
import type { EventBatches } from '#domain/people/event/event-batches';
import type { EventSubmission, NewEvent } from '#domain/people/event/new-event';
import { contactSession, type SessionPorts } from '../people/contact-session.ts';
import { type EventPorts, prepareEvent } from '../people/events.ts';
import type { ContactName } from '../people/resolve-contact.ts';
import type { ImportRow, RowImporter } from './import-rows.ts';

export type EventImportPorts = SessionPorts & Omit<EventPorts, 'contacts'> & { eventBatches: EventBatches };

/** What a row says of an event. */
export type EventRow = { subject: ContactName; submission: EventSubmission };

/** Takes the ports; returns what imports events. A repeat changes nothing. */
export function eventImport(ports: EventImportPorts): RowImporter<EventRow> {
  return async (actor, rows, ledger) => {
    const contacts = await contactSession(ports, actor.workspaceId, namesIn(rows));
    const session = { ...ports, contacts };
    const stamped: { row: number; event: NewEvent['event'] }[] = [];
    for (const { row, says, correlationId } of rows) {
      try {
        const { event, identity } = await prepareEvent(session, actor, says.subject, says.submission, correlationId);
        if (identity === 'stamp') stamped.push({ row, event });
        else ledger.record(row, outcomeOf(await ports.events.append(event, identity)));
      } catch (error) {
        ledger.refuse(row, error);
      }
    }
    const outcomes = await together(ports.eventBatches, stamped);
    for (const [index, { row, event }] of stamped.entries()) {
      try {
        ledger.record(row, outcomeOf(outcomes?.[index] ?? (await ports.events.append(event))));
      } catch (error) {
        ledger.refuse(row, error);
      }
    }
  };
}

/** Returns undefined if the table refuses something of it: one by one it shows what. @throws unavailable */
async function together(batches: EventBatches, stamped: { event: NewEvent['event'] }[]) {
  try {
    return await batches.append(stamped.map(({ event }) => event));
  } catch (error) {
    if (isFailure(error, 'unavailable')) throw error;
    return undefined;
  }
}

const outcomeOf = (written: 'new' | 'duplicate' | undefined) => (written === 'new' ? 'created' : 'unchanged');

/** The first name that is there mostly finds the contact; who has to be looked for by the next one is read alone. */
function namesIn(rows: ImportRow<EventRow>[]) {
  const names = { ids: new Set<string>(), externalIds: new Set<string>(), emails: new Set<string>() };
  for (const { says } of rows) {
    const { id, externalId, email } = says.subject;
    if (id !== undefined) names.ids.add(id);
    else if (externalId !== undefined) names.externalIds.add(externalId);
    else if (email !== undefined) names.emails.add(email);
  }
  return { ids: [...names.ids], externalIds: [...names.externalIds], emails: [...names.emails] };
}
