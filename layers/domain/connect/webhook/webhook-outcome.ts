import { Failure } from '#domain/kernel/failure';
import type { OutboundResponse } from './outbound-http.ts';

/** How one attempt went. */
export type WebhookOutcome =
  | { kind: 'delivered'; status: number }
  /** The endpoint is no more (410): the webhook ends. */
  | { kind: 'gone'; status: 410 }
  /** The endpoint wants a rest of so many ms. */
  | { kind: 'throttled'; status: 429; restMs: number }
  | { kind: 'failed'; status: number | null; error: string };

/** Intercom: a 429 slows deliveries down for one minute to two hours. */
const SHORTEST_REST_MS = 60_000;
export const MAX_REST_MS = 2 * 3_600_000;

/** Takes an answer and the present instant in ms, for a Retry-After that is a date; returns the outcome. Redirects are failures. */
export function outcomeOfResponse({ status, headers }: OutboundResponse, now: number): WebhookOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === 410) return { kind: 'gone', status };
  if (status === 429) return { kind: 'throttled', status, restMs: restOf(headers['retry-after'], now) };
  return { kind: 'failed', status, error: status >= 300 && status < 400 ? 'redirect' : 'status' };
}

/** Takes what `OutboundHttp.send` threw; returns the outcome. Rethrows what is not about the endpoint. */
export function outcomeOfError(error: unknown): WebhookOutcome {
  if (error instanceof Failure && (error.code === 'unavailable' || error.code === 'bad_request')) {
    return { kind: 'failed', status: null, error: error.details.reason ?? error.code };
  }
  throw error;
}

/** RFC 9110, 10.2.3: seconds or a date. */
function restOf(retryAfter: string | undefined, now: number): number {
  const text = retryAfter?.trim() ?? '';
  const wanted = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  if (!Number.isFinite(wanted)) return SHORTEST_REST_MS;
  return Math.min(Math.max(wanted, SHORTEST_REST_MS), MAX_REST_MS);
}
