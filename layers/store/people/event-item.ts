import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { EventImport } from '#domain/people/event/event-summary';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import { codec } from '../table/codec.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A tracked event as it is kept for 90 days. */
export const eventCodec = codec<TrackedEvent>(
  'event',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    contactId: z.string(),
    name: z.string(),
    createdAt: z.number(),
    receivedAt: z.number(),
    metadata: callersRecord(z.union([Scalar, callersRecord(Scalar)])).default({}),
    correlationId: z.string(),
  }),
);

/** Says of an event that it was counted before a merge brought it here, so that the stream does not count it again. */
export const MOVED = 'moved';

/** Imported counts on their way to the profile. */
export const eventImportCodec = codec<EventImport>(
  'event-import',
  z.object({
    workspaceId: z.string(),
    contactId: z.string(),
    name: z.string(),
    summary: z.object({ count: z.number(), first: z.number(), last: z.number() }),
    correlationId: z.string(),
  }),
);

/** The instant under which an event's id was first written. */
export const eventClaimCodec = codec<{ createdAt: number }>('event-claim', z.object({ createdAt: z.number() }));
