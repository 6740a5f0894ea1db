import { aWebhook, aWebhookDelivery, NOTIFIED_AT as NOW } from './testing.ts';
import {
  claimAttempt,
  hold,
  markDead,
  nextStep,
  postpone,
  redeliver,
  release,
  settleAttempt,
  type WebhookDelivery,
} from './webhook-delivery.ts';
import { NO_ERRORS } from './webhook-health.ts';

const MINUTE = 60_000;
const active = { webhook: aWebhook(), health: NO_ERRORS };
const paused = { ...active, webhook: aWebhook({ state: 'paused' }) };
const suspended = { ...active, webhook: aWebhook({ state: 'suspended' }) };
const failed = { kind: 'failed', status: 500, error: 'status' } as const;
const delivered = { kind: 'delivered', status: 200 } as const;

function attempted(delivery: WebhookDelivery, times: number): WebhookDelivery {
  let present = delivery;
  for (let index = 0; index < times; index += 1) {
    const at = present.nextAttemptAt ?? NOW;
    present = settleAttempt(claimAttempt(present, at), failed, at);
  }
  return present;
}

test('a new delivery is sent at once', () => {
  expect(nextStep(aWebhookDelivery(), active, NOW)).toEqual({ kind: 'send' });
});

test('a claimed delivery waits for its attempt, and is due again when the attempt is lost', () => {
  const claimed = claimAttempt(aWebhookDelivery(), NOW);
  expect(nextStep(claimed, active, NOW + 29_999)).toEqual({ kind: 'wait', until: NOW + 30_000 });
  expect(nextStep(claimed, active, NOW + 30_000)).toEqual({ kind: 'send' });
});

test('a claim counts the attempt and keeps the instant of the first', () => {
  const twice = claimAttempt(claimAttempt(aWebhookDelivery(), NOW), NOW + MINUTE);
  expect(twice).toMatchObject({ attempts: 2, firstSentAt: NOW });
});

test('a success settles it', () => {
  const done = settleAttempt(claimAttempt(aWebhookDelivery(), NOW), delivered, NOW + 80);
  expect(done).toMatchObject({
    state: 'delivered',
    nextAttemptAt: null,
    log: [{ at: NOW + 80, status: 200, error: null }],
  });
  expect(nextStep(done, active, NOW + MINUTE)).toEqual({ kind: 'nothing' });
});

test('a failure is tried again after about a minute', () => {
  const waiting = attempted(aWebhookDelivery(), 1);
  expect(waiting).toMatchObject({ state: 'retrying', log: [{ status: 500, error: 'status' }] });
  expect(Math.abs((waiting.nextAttemptAt ?? 0) - (NOW + MINUTE))).toBeLessThanOrEqual(6_000);
});

test('the tenth failure, after about a day, is the last', () => {
  expect(attempted(aWebhookDelivery(), 9).state).toBe('retrying');
  expect(attempted(aWebhookDelivery(), 10)).toMatchObject({
    state: 'dead',
    deadFor: 'attempts_exhausted',
    nextAttemptAt: null,
  });
});

test('410 is the end', () => {
  const ended = settleAttempt(claimAttempt(aWebhookDelivery(), NOW), { kind: 'gone', status: 410 }, NOW);
  expect(ended).toMatchObject({ state: 'dead', deadFor: 'gone', log: [{ status: 410, error: 'gone' }] });
});

test('429 waits as long as it was asked to', () => {
  const outcome = { kind: 'throttled', status: 429, restMs: 90 * MINUTE } as const;
  const resting = settleAttempt(claimAttempt(aWebhookDelivery(), NOW), outcome, NOW);
  expect(resting).toMatchObject({ state: 'retrying', nextAttemptAt: NOW + 90 * MINUTE });
});

test('a resting endpoint postpones without counting an attempt', () => {
  const resting = { ...active, health: { ...NO_ERRORS, restingUntil: NOW + MINUTE } };
  expect(nextStep(aWebhookDelivery(), resting, NOW)).toEqual({ kind: 'wait', until: NOW + MINUTE });
  expect(postpone(aWebhookDelivery(), NOW + MINUTE)).toMatchObject({ attempts: 0, nextAttemptAt: NOW + MINUTE });
});

test('a paused webhook holds its deliveries until it is resumed', () => {
  expect(nextStep(aWebhookDelivery(), paused, NOW)).toEqual({ kind: 'hold' });
  const held = hold(aWebhookDelivery());
  expect(held.nextAttemptAt).toBeNull();
  expect(release(held, NOW + MINUTE).nextAttemptAt).toBe(NOW + MINUTE);
});

test('releasing leaves alone what was not held', () => {
  const [waiting, done] = [attempted(aWebhookDelivery(), 1), markDead(aWebhookDelivery())];
  expect([release(waiting, NOW), release(done, NOW)]).toEqual([waiting, done]);
});

test('a suspended webhook ends its deliveries', () => {
  expect(nextStep(aWebhookDelivery(), suspended, NOW)).toEqual({ kind: 'markDead' });
  expect(markDead(aWebhookDelivery())).toMatchObject({ state: 'dead', deadFor: 'suspended', nextAttemptAt: null });
});

test('a delivery that is sent again by hand has all its attempts and keeps its history', () => {
  const again = redeliver(attempted(aWebhookDelivery(), 10), NOW + MINUTE);
  expect(again).toMatchObject({ state: 'pending', deadFor: null, attempts: 10, nextAttemptAt: NOW + MINUTE });
  expect(attempted(again, 9).state).toBe('retrying');
});

test('the log keeps the newest twenty attempts', () => {
  const long = attempted(redeliver(attempted(redeliver(attempted(aWebhookDelivery(), 10), NOW), 10), NOW), 5);
  expect(long.attempts).toBe(25);
  expect(long.log).toHaveLength(20);
});
