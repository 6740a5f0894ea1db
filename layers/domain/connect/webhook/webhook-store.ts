import type { Activity } from '../../workspace/activity/activity.ts';
import type { Webhook } from './webhook.ts';
import type { WebhookHealth } from './webhook-health.ts';

/** Every webhook of a workspace as of a stamp, which moves with each change of any. 0: there never was one. */
export type WebhookSet = { stamp: number; webhooks: Webhook[] };

export type WebhookStore = {
  /** Writes a new webhook, and that it was made. @throws conflict if the id is taken. */
  create(webhook: Webhook, recorded?: Activity[]): Promise<void>;
  get(workspaceId: string, webhookId: string): Promise<Webhook | undefined>;
  /** Every webhook of a workspace, oldest first: few, read in one query, and cached by the worker that fans facts out. */
  load(workspaceId: string): Promise<WebhookSet>;
  /** One small read: whether what was loaded is still so. */
  stamp(workspaceId: string): Promise<number>;
  /** Replaces `before` by `after`, as the version behind it. @throws conflict if `before` is stale. */
  update(before: Webhook, after: Webhook): Promise<void>;
  /** Removes the webhook with its health, and writes down that it was done; its deliveries expire by themselves. */
  remove(workspaceId: string, webhookId: string, recorded?: Activity[]): Promise<void>;
  /** `NO_ERRORS` if none is stored. */
  health(workspaceId: string, webhookId: string): Promise<WebhookHealth>;
  /** Replaces `before` by `after`. @throws conflict if `before` is stale: read it again and decide anew. */
  saveHealth(
    key: { workspaceId: string; webhookId: string },
    before: WebhookHealth,
    after: WebhookHealth,
  ): Promise<void>;
};
