import { aNotification, aWebhook, aWebhookDelivery, NOTIFIED_AT as NOW } from './testing.ts';
import { claimAttempt } from './webhook-delivery.ts';
import { contactTagItem, deletedItem, itemWithContact } from './webhook-item.ts';
import { notificationBody, notificationId } from './webhook-notification.ts';
import { webhookRequest } from './webhook-request.ts';
import { signatureHeaders } from './webhook-signature.ts';

test('the id of a notification is a uuid made of a hash', () => {
  expect(notificationId('00112233445566778899aabbccddeeff00112233')).toBe('notif_00112233-4455-6677-8899-aabbccddeeff');
});

test('the body is the envelope of Intercom, with stamps in seconds', () => {
  const body = notificationBody(aNotification({ createdAt: NOW + 999 }), { attempts: 2, firstSentAt: NOW + 61_000 });
  expect(JSON.parse(body)).toEqual({
    type: 'notification_event',
    topic: 'contact.user.created',
    id: 'notif_2f0b6c0e-4a8f-1e5d-9c3b-7a6d5e4f3c2b',
    app_id: 'acmeacme',
    self: null,
    links: {},
    created_at: 1767603600,
    delivery_status: 'pending',
    delivery_attempts: 2,
    first_sent_at: 1767603661,
    delivered_at: 0,
    data: { type: 'notification_event_data', item: { type: 'contact', id: 'aaaaaaaaaaaaaaaaaaaaaaaa' } },
  });
});

test('signatures are those that openssl makes', () => {
  // printf '{"a":"ü"}' | openssl dgst -sha1 -hmac secret; printf '1392731331.{"a":"ü"}' | openssl dgst -sha256 -hmac secret
  expect(signatureHeaders(['secret'], '{"a":"ü"}', 1_392_731_331_999)).toEqual({
    'X-Hub-Signature': 'sha1=56990549fc7e110e4ee3547a3ad24d17074ea22b',
    'X-Parley-Signature': 't=1392731331,v1=d56b8892b64ba80e304586d262717216ecd7c97a39b81dd993934cd5ebc3bd59',
  });
});

test('while a secret is rotated out both prove the sender', () => {
  const { 'X-Parley-Signature': both } = signatureHeaders(['new', 'old'], '{}', 1000);
  const { 'X-Parley-Signature': old } = signatureHeaders(['old'], '{}', 1000);
  expect(both?.split(',')).toHaveLength(3);
  expect(both?.endsWith(old?.slice('t=1,'.length) ?? 'none')).toBe(true);
});

test('a request is signed anew for every attempt', () => {
  const first = claimAttempt(aWebhookDelivery(), NOW);
  const second = claimAttempt(first, NOW + 60_000);
  const [a, b] = [webhookRequest(aWebhook(), first, NOW), webhookRequest(aWebhook(), second, NOW + 60_000)];
  expect(a).toMatchObject({ method: 'POST', url: 'https://hooks.example.com/parley', whenTooLong: 'truncate' });
  expect(a.headers).toMatchObject({ 'Content-Type': 'application/json', 'X-Parley-Topic': 'contact.user.created' });
  expect(a.headers?.['X-Parley-Signature']).toMatch(/^t=1767603600,v1=[0-9a-f]{64}$/);
  expect(b.headers?.['X-Parley-Signature']).toMatch(/^t=1767603660,v1=[0-9a-f]{64}$/);
  expect(JSON.parse(b.body ?? '')).toMatchObject({ delivery_attempts: 2, first_sent_at: 1767603600 });
});

test('items of deletions, tags and attachments', () => {
  const contact = { type: 'contact', id: 'c1' };
  expect(deletedItem('contact', 'c1')).toEqual({ type: 'contact', id: 'c1', deleted: true });
  expect(contactTagItem({ type: 'tag', id: '7' }, contact, NOW)).toEqual({
    type: 'contact_tag',
    created_at: 1767603600,
    tag: { type: 'tag', id: '7' },
    contact,
  });
  expect(itemWithContact({ type: 'company', id: 'x' }, contact)).toEqual({ type: 'company', id: 'x', contact });
});
