import * as z from 'zod';
import type { Warning } from '#domain/kernel/warning';
import type { Contact } from '#domain/people/contact/contact';
import { GivenRule, RuleSchema } from '#domain/targeting/rule/parse-rule';
import type { Segment } from '#domain/targeting/segment/segment';
import { UnixSeconds } from '../kernel/unix-seconds.ts';
import { Warnings } from '../kernel/warnings.ts';
import { presentSegmentReference, SegmentReference } from './contact-segments.ts';

/** What POST /segments takes. The rule is judged by the rule language, with paths. */
export const SegmentRequest = z.looseObject({
  name: z.string().trim().min(1).max(255),
  rule: GivenRule,
  person_type: z.enum(['user', 'contact']).default('user').describe('A label; the rule alone decides who is in'),
});

/** Takes the body of a request that makes or changes a segment; returns what in it has no effect. */
export function ignoredFields(body: object, taken: object): Warning[] {
  const known = Object.keys(taken);
  return Object.keys(body)
    .filter((field) => !known.includes(field))
    .map((path) => ({ path, message: `${path} is ignored here; taken are ${known.join(', ')}` }));
}

/** What PUT /segments/{id} takes: what is absent stays. */
export const SegmentChangeRequest = SegmentRequest.pick({ name: true, rule: true }).partial();

const Progress = z.object({
  done: z.number().int().describe('Contacts evaluated for the new version'),
  total: z.number().int().nullable().describe('Of how many; null until every shard has been counted'),
});

/** A segment: Intercom API 2.15, with its rule and state, which are ours. */
export const SegmentResource = z
  .object({
    ...SegmentReference.shape,
    count: z.number().int().nullable().optional().describe('With include_count; null until the first version serves'),
    rule: RuleSchema.describe('As last written'),
    state: z.enum(['building', 'live']).describe('While a new version is built, the one before serves'),
    progress: Progress.nullable().optional(),
    warnings: Warnings.optional(),
  })
  .meta({ id: 'Segment' });
export type SegmentResource = z.infer<typeof SegmentResource>;

/** Every segment of a workspace (Intercom API 2.15, segment_list). */
export const SegmentList = z.object({ type: z.literal('segment.list'), segments: z.array(SegmentResource) });

export const DeletedSegment = z.object({ id: z.string(), object: z.literal('segment'), deleted: z.literal(true) });

/** Who a rule means. */
export const PreviewRequest = z
  .object({
    rule: GivenRule.optional(),
    at: UnixSeconds.optional().describe('An instant to come, in Unix seconds'),
  })
  .strict();

const PreviewedContact = z.object({
  type: z.literal('contact'),
  id: z.string(),
  external_id: z.string().nullable(),
  role: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

const Outcome = z.object({
  at: z.number().int().describe('Unix seconds'),
  count: z.number().int(),
  contacts: z.array(PreviewedContact).describe('Some of them'),
});

export const SegmentPreview = z
  .object({
    type: z.literal('segment.preview'),
    estimate: z.boolean().describe('Whether counts are projected from an even sample of the contacts'),
    examined: z.number().int(),
    total: z.number().int().describe('Leads and users there are'),
    ...Outcome.shape,
    future: Outcome.nullable().describe('At the instant asked for, if the contacts stay as they are'),
    warnings: Warnings,
  })
  .meta({ id: 'SegmentPreview' });
export type SegmentPreview = z.infer<typeof SegmentPreview>;

/** Takes a segment and what is known beside it (undefined is left out); returns it as the API shows it. */
export function presentSegment(
  segment: Segment,
  known: {
    count?: number | null;
    progress?: { done: number; total: number | null } | null;
    warnings?: Warning[];
  } = {},
): z.input<typeof SegmentResource> {
  const { building, serving } = segment;
  return {
    ...presentSegmentReference(segment),
    rule: (building ?? serving)?.rule ?? { everyone: true },
    state: building === null ? 'live' : 'building',
    ...known,
  };
}

/** Takes segments as the API shows them; returns the list of a workspace. */
export function presentSegments(segments: z.input<typeof SegmentResource>[]): z.input<typeof SegmentList> {
  return { type: 'segment.list', segments };
}

/** Takes a segment that is gone; returns what is said of it. */
export function presentDeletedSegment({ id }: Segment): z.input<typeof DeletedSegment> {
  return { id, object: 'segment', deleted: true };
}

type Previewed = { at: number; count: number; contacts: Contact[] };

/** Takes who a rule means, now and later; returns it as the API shows it. */
export function presentPreview({
  estimate,
  examined,
  total,
  now,
  future,
  warnings,
}: {
  estimate: boolean;
  examined: number;
  total: number;
  now: Previewed;
  future: Previewed | null;
  warnings: Warning[];
}): SegmentPreview {
  return {
    type: 'segment.preview',
    estimate,
    examined,
    total,
    ...presentOutcome(now),
    future: future === null ? null : presentOutcome(future),
    warnings,
  };
}

function presentOutcome({ at, count, contacts }: Previewed): z.infer<typeof Outcome> {
  return {
    at: seconds(at),
    count,
    contacts: contacts.map(({ id, externalId, role, name, email }) => ({
      type: 'contact',
      id,
      external_id: externalId,
      role,
      name,
      email,
    })),
  };
}

const seconds = (ms: number) => Math.floor(ms / 1_000);
