import { notificationId } from './webhook-notification.ts';

/** What makes a fact worth telling once: the same for every repetition of it. */
export type FactIdentity = {
  workspaceId: string;
  webhookId: string;
  topic: string;
  /** Names the fact among all of its topic: ids, and the version or instant of the write. */
  key: string;
  /** When it happened, in ms. */
  at: number;
};

/**
 * Takes a fact, the webhook it is told to, and a SHA-256 over texts as 64 hexadecimal characters; returns the ids of
 * its delivery and its notification. A delivery's id begins with its instant, so that the log sorts by it.
 */
export async function webhookIds(
  { workspaceId, webhookId, topic, key, at }: FactIdentity,
  sha256: (text: string) => Promise<string>,
): Promise<{ deliveryId: string; notificationId: string }> {
  const hash = await sha256(JSON.stringify([workspaceId, webhookId, topic, key]));
  const instant = Math.max(0, at).toString(16).padStart(12, '0');
  return { deliveryId: `${instant}${hash.slice(0, 20)}`, notificationId: notificationId(hash.slice(20)) };
}
