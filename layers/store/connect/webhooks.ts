import * as z from 'zod';
import type { Webhook } from '#domain/connect/webhook/webhook';
import { NO_ERRORS } from '#domain/connect/webhook/webhook-health';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import { codec, marks } from '../table/codec.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { healthLock, webhookCodec, webhookHealthCodec } from './webhook-item.ts';
import { webhookHealthKey, webhookKey, webhookStampKey, webhooks } from './webhook-keys.ts';

const stampCodec = codec<{ stamp: number }>('webhook-stamp', z.object({ stamp: z.number() }));

/** Takes the table; returns the webhooks in it. */
export function webhookStore(table: Table): WebhookStore {
  return {
    async create(webhook, recorded) {
      const write: Action = { put: itemOf(webhook), when: 'absent' };
      await table.transact([write, movedStamp(webhook.workspaceId), ...activityWrites(recorded)]);
    },
    async get(workspaceId, webhookId) {
      const item = await table.get(webhookKey({ workspaceId, webhookId }), { consistent: true });
      return item === undefined ? undefined : webhookCodec.fromItem(item);
    },
    async load(workspaceId) {
      const found: Webhook[] = [];
      let stamp = 0;
      for await (const item of table.walk({ in: webhooks({ workspaceId }), consistent: true })) {
        if (item.entity === stampCodec.entity) stamp = stampCodec.fromItem(item).stamp;
        else found.push(webhookCodec.fromItem(item));
      }
      return { stamp, webhooks: found };
    },
    async stamp(workspaceId) {
      const item = await table.get(webhookStampKey({ workspaceId }), { consistent: true });
      return item === undefined ? 0 : stampCodec.fromItem(item).stamp;
    },
    async update(before, after) {
      const put = itemOf({ ...after, version: before.version + 1 });
      const when = { equals: { version: before.version } };
      await table.transact([{ put, when }, movedStamp(after.workspaceId)]);
    },
    async remove(workspaceId, webhookId, recorded) {
      const at = { workspaceId, webhookId };
      await table.transact([
        { remove: webhookKey(at) },
        { remove: webhookHealthKey(at) },
        movedStamp(workspaceId),
        ...activityWrites(recorded),
      ]);
    },
    async health(workspaceId, webhookId) {
      const item = await table.get(webhookHealthKey({ workspaceId, webhookId }), { consistent: true });
      return item === undefined ? NO_ERRORS : webhookHealthCodec.fromItem(item);
    },
    // A healthy endpoint has no item, so that its deliveries write none.
    async saveHealth(key, before, after) {
      const at = webhookHealthKey(key);
      const [was, is] = [healthLock(before), healthLock(after)];
      const when = was === healthLock(NO_ERRORS) ? ('absent' as const) : { equals: { lock: was } };
      if (is !== healthLock(NO_ERRORS)) return table.put(webhookHealthCodec.toItem(after, { at: [at] }), when);
      if (when !== 'absent') await table.transact([{ remove: at, when }]);
    },
  };
}

const itemOf = (webhook: Webhook): Item =>
  webhookCodec.toItem(webhook, {
    at: [webhookKey({ workspaceId: webhook.workspaceId, webhookId: webhook.id })],
  });

const movedStamp = (workspaceId: string): Action => ({
  add: { key: webhookStampKey({ workspaceId }), attribute: 'stamp', by: 1, set: marks('webhook-stamp') },
});
