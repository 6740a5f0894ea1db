import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { EventSummary } from '#domain/people/event/event-summary';
import type { StreamChange } from './profile-changes.ts';

/** A profile's count of one event: one-letter members and tuples, because every byte is paid for with every event. */
export const Summary = z
  .tuple([z.number(), z.number(), z.number()])
  .transform(([count, first, last]): EventSummary => ({ count, first, last }));

const instants = z.array(z.number());

/** What a profile remembers of a stream; `y` counts the stamps that are those of its base. */
export const Stream = z
  .object({
    f: z.number(),
    r: instants,
    k: z.number(),
    h: callersRecord(z.boolean()).optional(),
    a: instants.optional(),
    d: z.number().optional(),
    b: z.number().optional(),
    y: z.number().optional(),
  })
  .transform(
    ({ f, r, k, h, a, d, b, y }): StreamChange => ({
      first: f,
      recent: r,
      kept: k,
      ...(h === undefined ? {} : { lastHas: h }),
      ...(a === undefined ? {} : { answers: a }),
      ...(d === undefined ? {} : { answered: d }),
      ...(b === undefined ? {} : { builtAt: b }),
      ...(y === undefined ? {} : { shared: y }),
    }),
  );

/** Takes counts of events; returns them as they are stored. */
export const storedSummaries = (events: Record<string, EventSummary>) =>
  mapped(events, ({ count, first, last }) => [count, first, last]);

/** Takes what is remembered of streams; returns it as it is stored. */
export const storedStreams = (streams: Record<string, StreamChange>) =>
  mapped(streams, ({ first: f, recent: r, kept: k, lastHas: h, answers: a, answered: d, builtAt: b, shared: y }) => ({
    ...{ f, r, k },
    ...(h === undefined ? {} : { h }),
    ...(a === undefined ? {} : { a }),
    ...(d === undefined ? {} : { d }),
    ...(b === undefined ? {} : { b }),
    ...(y === undefined ? {} : { y }),
  }));

const mapped = <T>(record: Record<string, T>, encode: (value: T) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, encode(value)]));
