import { sha256 } from '../../workspace/access/sha256.ts';
import { webhookDueSubject, webhookOfDue } from './webhook-due.ts';
import { webhookIds } from './webhook-id.ts';

const fact = { workspaceId: 'acme', webhookId: '41', topic: 'event.created', key: 'k', at: 1_767_603_600_000 };

test('the same fact always has the same ids, and the delivery begins with its instant', async () => {
  const ids = await webhookIds(fact, sha256);

  expect(await webhookIds({ ...fact }, sha256)).toEqual(ids);
  expect(ids.deliveryId).toMatch(/^019b8d627a80[0-9a-f]{20}$/);
  expect(ids.notificationId).toMatch(/^notif_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
});

test.each(['workspaceId', 'webhookId', 'topic', 'key'] as const)('another %s makes other ids', async (member) => {
  const [ids, others] = [await webhookIds(fact, sha256), await webhookIds({ ...fact, [member]: 'other' }, sha256)];

  expect(others.deliveryId).not.toBe(ids.deliveryId);
  expect(others.notificationId).not.toBe(ids.notificationId);
});

test('a repetition told at another instant keeps its notification id', async () => {
  const [ids, others] = [await webhookIds(fact, sha256), await webhookIds({ ...fact, at: 5 }, sha256)];

  expect(others.notificationId).toBe(ids.notificationId);
});

test('a due entry names the delivery', () => {
  const subject = webhookDueSubject({ webhookId: '41', deliveryId: '0a1b' });

  expect(webhookOfDue(subject)).toEqual({ webhookId: '41', deliveryId: '0a1b' });
});
