import type { Webhook } from '#domain/connect/webhook/webhook';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import { coalescedReads } from '../kernel/coalesced-reads.ts';

/** The webhooks of workspaces, kept in memory. */
export type CachedWebhooks = {
  /** Takes a workspace's id; returns its webhooks, loaded anew only if the stamp has moved. One small read, shared by those who ask at once. */
  current(workspaceId: string): Promise<Webhook[]>;
};

/** A function instance sees few workspaces between two cold starts. */
const MOST_WORKSPACES = 500;

/** Takes the store; returns its webhooks with a cache that the stamp keeps honest. */
export function cachedWebhooks(store: Pick<WebhookStore, 'stamp' | 'load'>): CachedWebhooks {
  const cache = new Map<string, { stamp: number; webhooks: Webhook[] }>();
  return {
    current: coalescedReads(async (workspaceId) => {
      const known = cache.get(workspaceId);
      const stamp = await store.stamp(workspaceId);
      if (known?.stamp === stamp) return known.webhooks;
      const loaded = stamp === 0 ? { stamp, webhooks: [] } : await store.load(workspaceId);
      if (cache.size >= MOST_WORKSPACES) cache.clear();
      cache.set(workspaceId, loaded);
      return loaded.webhooks;
    }),
  };
}
