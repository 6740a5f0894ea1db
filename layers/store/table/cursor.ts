import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';

/** What a page continues behind: the members of the sort value of its last entry. */
type Position = (string | number)[];

const Envelope = z.tuple([z.string(), z.array(z.union([z.string(), z.number()]))]);

/**
 * Takes the listing (its name, workspace and whatever else it is of) and a position in it; returns the
 * cursor to hand out: base64url without padding. It names the listing by a hash, so that a cursor of
 * another workspace is told from one of this; it selects no partition, so a forged one reads nothing foreign.
 */
export function writeCursor(listing: string[], position: Position): string {
  return Buffer.from(JSON.stringify([fingerprint(listing), position])).toString('base64url');
}

/** Takes the listing, the schema of its positions and a cursor or none; returns the position. @throws bad_request if the cursor is not of this listing. */
export function readCursor<T>(listing: string[], position: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  const envelope = Envelope.safeParse(parsed(cursor));
  const read = position.safeParse(envelope.data?.[1]);
  if (envelope.data?.[0] !== fingerprint(listing) || !read.success)
    throw new Failure('bad_request', 'The cursor is invalid.', { field: 'starting_after' });
  return read.data;
}

/** Positions that consist of an instant in ms and an id. */
export const InstantAndId = z.tuple([z.number().int().min(Number.MIN_SAFE_INTEGER), z.string()]);

function fingerprint(listing: string[]): string {
  return createHash('sha256').update(JSON.stringify(listing)).digest('base64url').slice(0, 8);
}

function parsed(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]{1,2000}$/.test(cursor)) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
