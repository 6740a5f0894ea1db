import type { Webhook } from '#domain/connect/webhook/webhook';
import { NO_ERRORS, type WebhookHealth } from '#domain/connect/webhook/webhook-health';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import type { MemoryActivities } from './activities.ts';
import { address, copy, stale } from './snapshot.ts';

/** Takes the log of what is done; returns webhooks kept in memory. */
export function memoryWebhookStore(log: Pick<MemoryActivities, 'record'>): WebhookStore {
  const webhooks = new Map<string, Webhook>();
  const healths = new Map<string, WebhookHealth>();
  const stamps = new Map<string, number>();
  const addressOf = ({ workspaceId, id }: Webhook) => address(workspaceId, id);
  const moveStamp = (workspaceId: string) => stamps.set(workspaceId, (stamps.get(workspaceId) ?? 0) + 1);
  return {
    async create(webhook, recorded) {
      if (webhooks.has(addressOf(webhook))) throw stale();
      log.record(recorded);
      webhooks.set(addressOf(webhook), copy(webhook));
      moveStamp(webhook.workspaceId);
    },
    async get(workspaceId, subscriptionId) {
      return copy(webhooks.get(address(workspaceId, subscriptionId)));
    },
    async load(workspaceId) {
      const found = [...webhooks.values()].filter((webhook) => webhook.workspaceId === workspaceId);
      return {
        stamp: stamps.get(workspaceId) ?? 0,
        webhooks: copy(found.sort((a, b) => Number(a.id) - Number(b.id))),
      };
    },
    async stamp(workspaceId) {
      return stamps.get(workspaceId) ?? 0;
    },
    async update(webhook) {
      if (webhooks.get(addressOf(webhook))?.version !== webhook.version - 1) throw stale();
      webhooks.set(addressOf(webhook), copy(webhook));
      moveStamp(webhook.workspaceId);
    },
    async remove(workspaceId, subscriptionId, recorded) {
      log.record(recorded);
      webhooks.delete(address(workspaceId, subscriptionId));
      healths.delete(address(workspaceId, subscriptionId));
      moveStamp(workspaceId);
    },
    async health(workspaceId, subscriptionId) {
      return copy(healths.get(address(workspaceId, subscriptionId)) ?? NO_ERRORS);
    },
    async saveHealth({ workspaceId, subscriptionId }, before, after) {
      const at = address(workspaceId, subscriptionId);
      if (text(healths.get(at) ?? NO_ERRORS) !== text(before)) throw stale();
      healths.set(at, copy(after));
    },
  };
}

const text = (health: WebhookHealth): string =>
  JSON.stringify([health.errors, health.windowStartedAt, health.failingSince, health.restingUntil]);
