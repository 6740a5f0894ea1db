import { aWebhook, NOTIFIED_AT as NOW } from './testing.ts';
import { pauseWebhook, resumeWebhook, rotateSecret, suspendWebhook, wantsTopic } from './webhook.ts';

const change = { at: NOW + 1000, correlationId: 'request-2' };

test('a webhook wants its topics, and a ping', () => {
  const webhook = aWebhook({ topics: ['event.created'] });
  expect([
    wantsTopic(webhook, 'event.created'),
    wantsTopic(webhook, 'ping'),
    wantsTopic(webhook, 'job.completed'),
  ]).toEqual([true, true, false]);
});

test('a paused webhook still collects, a suspended one does not', () => {
  const states = ['paused', 'suspended'] as const;
  expect(states.map((state) => wantsTopic(aWebhook({ state }), 'contact.deleted'))).toEqual([true, false]);
});

test('a suspension says why, until a person resumes', () => {
  const suspended = suspendWebhook(aWebhook(), 'gone', change);
  expect(suspended).toMatchObject({ state: 'suspended', suspendedFor: 'gone', correlationId: 'request-2' });
  expect(resumeWebhook(suspended, change)).toMatchObject({ state: 'active', suspendedFor: null });
});

test('a pause is a change of the webhook', () => {
  expect(pauseWebhook(aWebhook(), change)).toMatchObject({
    state: 'paused',
    updatedAt: NOW + 1000,
  });
});

test('a rotated secret leaves the one before it valid, and no older one', () => {
  const twice = rotateSecret(rotateSecret(aWebhook(), 'second', change), 'third', change);
  expect(twice.secrets).toEqual(['third', 'second']);
});
