import { accessPattern } from '../table/access-pattern.ts';
import { encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, workspacePartition } from '../table/partition.ts';
import { contactPartition } from './contact-keys.ts';

export const eventNamesKey = accessPattern(
  { entity: 'event-names', serves: 'POST /events with a name that a function has not seen: is there a place for it' },
  (at: InWorkspace) => one(`${workspacePartition(at)}#EVENT_NAMES`, 'NAMES'),
);
export const eventImportKey = accessPattern(
  { entity: 'event-import', serves: 'POST /events/summaries: carries counts to the profile, then expires' },
  (at: OfContact & { name: string }) => one(contactPartition(at), `EVENTIMPORT#${text(at.name)}`),
);
export const eventKey = accessPattern(
  { entity: 'event', serves: 'POST /events; writing the same name and instant twice stops here' },
  (at: OfContact & { name: string; createdAt: number; eventId: string }) =>
    one(contactPartition(at), `EVENT#${text(at.name)}#${encodeInstant(at.createdAt)}#${text(at.eventId)}`),
);
export const eventClaimKey = accessPattern(
  { entity: 'event-claim', serves: 'POST /events with an id: stops a repeat that carries another instant' },
  (at: OfContact & { name: string; eventId: string }) =>
    one(contactPartition(at), `EVENTID#${text(at.name)}#${text(at.eventId)}`),
);
export const events = accessPattern({ entity: 'event', serves: 'GET /events of a contact' }, (at: OfContact) =>
  all(contactPartition(at), 'EVENT#'),
);
export const eventsNamed = accessPattern(
  { entity: 'event', serves: 'backfill: what a new rule counts from' },
  (at: OfContact & { name: string }) => all(contactPartition(at), `EVENT#${text(at.name)}#`),
);
/** From an instant (ms) on up to an event, or to the newest; events of its instant that lie behind it in the table are in it. */
export const eventsNamedWithin = (at: { name: string; from: number; to: { createdAt: number } | undefined }) => {
  const name = `EVENT#${text(at.name)}#`;
  // Behind the instant: a dollar sign sorts after the separator. An instant is never followed by a semicolon.
  const to = at.to === undefined ? ';' : `${encodeInstant(at.to.createdAt)}$`;
  return { from: `${name}${encodeInstant(at.from)}`, to: `${name}${to}` };
};
