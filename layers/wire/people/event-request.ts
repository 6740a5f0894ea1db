import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import { LAST_INSTANT, parseInstant } from '#domain/kernel/instant';
import { millisecondsOf, UnixSeconds } from '../kernel/unix-seconds.ts';

const MAX_NAME_LENGTH = 150;

/** An id in the form of ours: then `id` is the contact's, whoever else is named. */
const CONTACT_ID = /^[0-9a-f]{24}$/;

const EventName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_NAME_LENGTH)
  .regex(/^\P{Cc}*$/u, 'must not contain control characters');

const Name = z.union([z.string().min(1).max(255), z.number().int().transform(String)], 'must be a text');

/** What POST /events takes (Intercom API 2.15, create_data_event_request). */
export const EventRequest = z
  .object({
    event_name: EventName,
    created_at: UnixSeconds,
    user_id: Name.nullish(),
    email: z.string().trim().min(1).max(254).nullish(),
    id: z.string().min(1).max(255).nullish(),
    metadata: callersRecord(z.unknown()).nullish(),
  })
  .meta({ id: 'DataEventRequest' });
export type EventRequest = z.infer<typeof EventRequest>;

/** An instant as Unix seconds or ISO 8601; in ms once read. */
const Instant = z.union([z.string(), z.number()]).transform((sent, context) => {
  const at = parseInstant(sent);
  if (at !== undefined && at >= 0 && at <= LAST_INSTANT) return at;
  context.addIssue('must be Unix seconds or an ISO 8601 date');
  return z.NEVER;
});

const Summary = z
  .object({ event_name: EventName, count: z.number().int().min(1).max(1_000_000_000), first: Instant, last: Instant })
  .refine(({ first, last }) => first <= last, { error: 'must not be before first', path: ['last'] });

/** A contact has so many events at most, by the limit of their names. */
const MAX_SUMMARIES = 120;

/** What POST /events/summaries takes (Intercom API 2.15, create_data_event_summaries_request): one summary or several. */
export const EventSummariesRequest = z
  .object({
    user_id: Name.nullish(),
    email: z.string().trim().min(1).max(254).nullish(),
    id: z.string().min(1).max(255).nullish(),
    event_summaries: z.union([Summary, z.array(Summary).min(1).max(MAX_SUMMARIES)]),
  })
  .meta({ id: 'DataEventSummariesRequest' });
export type EventSummariesRequest = z.infer<typeof EventSummariesRequest>;

/** Takes a request; returns whom it is about and what is imported, in ms. */
export function eventImports({ user_id: userId, email, id, event_summaries: sent }: EventSummariesRequest) {
  const summaries = Array.isArray(sent) ? sent : [sent];
  return {
    subject: { externalId: filled(userId), email: filled(email), id: filled(id) },
    imports: summaries.map(({ event_name: name, count, first, last }) => ({ name, summary: { count, first, last } })),
  };
}

/**
 * Takes a request; returns whom it is about and what happened, in ms. `id` names the contact where nothing else
 * does; beside `user_id` or `email`, and not in the form of a contact's id, it is the event's own, by which a
 * repeat is known.
 */
export function eventSubmission(request: EventRequest) {
  const { user_id: userId, email, id } = request;
  const named = filled(userId) !== undefined || filled(email) !== undefined;
  const isEvents = named && typeof id === 'string' && !CONTACT_ID.test(id);
  return {
    subject: { externalId: filled(userId), email: filled(email), id: isEvents ? undefined : filled(id) },
    submission: {
      name: request.event_name,
      createdAt: millisecondsOf(request.created_at),
      metadata: request.metadata ?? {},
      ...(isEvents ? { eventId: id } : {}),
    },
  };
}

function filled(text: string | null | undefined): string | undefined {
  return text ?? undefined;
}
