import { Failure } from '#domain/kernel/failure';
import { NOTIFIED_AT as NOW } from './testing.ts';
import { outcomeOfError, outcomeOfResponse } from './webhook-outcome.ts';

const outcomeOf = (status: number, headers: Record<string, string> = {}) =>
  outcomeOfResponse({ status, headers, body: new Uint8Array() }, NOW);

test.each([200, 201, 202, 204, 299])('status %i is a delivery', (status) => {
  expect(outcomeOf(status)).toEqual({ kind: 'delivered', status });
});

test('status 410 means that the endpoint is no more', () => {
  expect(outcomeOf(410)).toEqual({ kind: 'gone', status: 410 });
});

test.each([301, 302, 307])('a redirect with %i is a failure', (status) => {
  expect(outcomeOf(status, { location: 'https://example.com' })).toEqual({ kind: 'failed', status, error: 'redirect' });
});

test.each([199, 400, 401, 404, 408, 500, 503])('status %i is a failure', (status) => {
  expect(outcomeOf(status)).toEqual({ kind: 'failed', status, error: 'status' });
});

test.each([
  [undefined, 60_000],
  ['0', 60_000],
  ['90', 90_000],
  ['7200', 7_200_000],
  ['86400', 7_200_000],
  ['-5', 60_000],
  ['soon', 60_000],
  ['Mon, 05 Jan 2026 09:10:00 GMT', 600_000],
  ['Mon, 05 Jan 2026 08:00:00 GMT', 60_000],
  ['Tue, 06 Jan 2026 09:00:00 GMT', 7_200_000],
])('Retry-After %s makes a rest of %i ms', (retryAfter, restMs) => {
  expect(outcomeOf(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter })).toEqual({
    kind: 'throttled',
    status: 429,
    restMs,
  });
});

test('no answer is a failure with the reason for the log', () => {
  expect(outcomeOfError(new Failure('unavailable', 'No answer', { reason: 'timeout' }))).toEqual({
    kind: 'failed',
    status: null,
    error: 'timeout',
  });
});

test('a defect of ours is not taken for one of the endpoint', () => {
  expect(() => outcomeOfError(new TypeError('undefined is not a function'))).toThrow(TypeError);
});
