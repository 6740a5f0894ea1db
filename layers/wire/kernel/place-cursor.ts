import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';

/** What a list continues behind: an instant in ms and an id, and for a scroll whose it is. */
const Position = z.array(z.union([z.int(), z.string().max(100)])).max(4);

const MAX_LENGTH = 500;

/** Takes the members of a position; returns them as base64url without padding: some clients put it into a URL unencoded (Pipedream). */
export function encodePosition(position: (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Takes what a caller sent, the schema of the position and the name of the parameter; returns the position. It selects
 * no partition, so a forged one reads nothing foreign.
 * @throws bad_request if it is none of ours
 */
export function decodePosition<T>(sent: string, schema: z.ZodType<T>, field: string): T {
  const parsed = schema.safeParse(Position.safeParse(jsonIn(sent)).data);
  if (parsed.success) return parsed.data;
  throw new Failure('bad_request', `${field} is not of this list`, { field });
}

function jsonIn(sent: string): unknown {
  if (sent.length > MAX_LENGTH || !/^[A-Za-z0-9_-]+$/.test(sent)) return undefined;
  try {
    return JSON.parse(Buffer.from(sent, 'base64url').toString());
  } catch {
    return undefined;
  }
}
