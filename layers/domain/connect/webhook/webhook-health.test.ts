import { NOTIFIED_AT as NOW } from './testing.ts';
import { hasFailedTooLong, healthAfter, NO_ERRORS, type WebhookHealth } from './webhook-health.ts';

const failed = { kind: 'failed', status: 500, error: 'status' } as const;
const delivered = { kind: 'delivered', status: 200 } as const;
const MINUTE = 60_000;

function afterErrors(count: number, everyMs: number, before: WebhookHealth = NO_ERRORS): WebhookHealth {
  let health = before;
  for (let index = 0; index < count; index += 1) health = healthAfter(health, failed, NOW + index * everyMs);
  return health;
}

test('success at a healthy endpoint changes nothing, not even the object', () => {
  expect(healthAfter(NO_ERRORS, delivered, NOW)).toBe(NO_ERRORS);
});

test('a success forgets every error', () => {
  expect(healthAfter(afterErrors(500, 1), delivered, NOW + MINUTE)).toEqual(NO_ERRORS);
});

test('a thousand consecutive errors in 15 minutes are borne', () => {
  expect(afterErrors(1000, 1).restingUntil).toBeNull();
});

test('one more is a pause of 15 minutes', () => {
  expect(afterErrors(1001, 1).restingUntil).toBe(NOW + 1000 + 15 * MINUTE);
});

test('errors that are spread over more than 15 minutes are no pause', () => {
  expect(afterErrors(5000, 1000).restingUntil).toBeNull();
});

test('after the pause the count begins anew', () => {
  expect(afterErrors(1001, 1)).toMatchObject({ errors: 0, failingSince: NOW });
});

test('a 429 makes everything rest, but counts as no error', () => {
  expect(healthAfter(NO_ERRORS, { kind: 'throttled', status: 429, restMs: 2 * MINUTE }, NOW)).toEqual({
    ...NO_ERRORS,
    restingUntil: NOW + 2 * MINUTE,
  });
});

test('a later 429 never shortens the rest', () => {
  const resting = { ...NO_ERRORS, restingUntil: NOW + 10 * MINUTE };
  const after = healthAfter(resting, { kind: 'throttled', status: 429, restMs: MINUTE }, NOW);
  expect(after.restingUntil).toBe(NOW + 10 * MINUTE);
});

test('seven days of nothing but errors are too long', () => {
  const failing = afterErrors(1, 0);
  const week = 7 * 24 * 60 * MINUTE;
  expect([hasFailedTooLong(failing, NOW + week - 1), hasFailedTooLong(failing, NOW + week)]).toEqual([false, true]);
});

test('a healthy endpoint never fails too long', () => {
  expect(hasFailedTooLong(NO_ERRORS, NOW)).toBe(false);
});
