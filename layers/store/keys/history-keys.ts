import { accessPattern } from '../access-pattern.ts';
import { digits, encodeInstant, encodeKeyValue as text } from '../key-encoding.ts';
import { contactPartition } from './contact-keys.ts';
import { all, type OfContact, one } from './partition.ts';

export const profileKey = accessPattern(
  { entity: 'profile', serves: 'evaluation of rules on every event, contact change and due instant' },
  (at: OfContact) => one(contactPartition(at), 'PROFILE'),
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
export const deliveryKey = accessPattern(
  { entity: 'delivery', serves: 'send-email and mail-feedback: the ledger entry of one send' },
  (at: OfContact & { deliveryId: string }) => one(contactPartition(at), `SEND#${text(at.deliveryId)}`),
);
export const deliveries = accessPattern({ entity: 'delivery', serves: 'what was sent to a contact' }, (at: OfContact) =>
  all(contactPartition(at), 'SEND#'),
);
export const conversationLinkKey = accessPattern(
  { entity: 'conversation-link', serves: 'a conversation that a contact takes part in' },
  (at: OfContact & { conversationId: string }) =>
    one(contactPartition(at), `CONVERSATION#${digits(Number(at.conversationId), 16)}`),
);
export const conversationLinks = accessPattern(
  { entity: 'conversation-link', serves: "messenger home: a contact's conversations; contact page of the inbox" },
  (at: OfContact) => all(contactPartition(at), 'CONVERSATION#'),
);
