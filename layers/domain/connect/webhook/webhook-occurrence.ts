import type { WebhookTopic } from './webhook-topic.ts';

/** Something that webhooks are told of, if any wants to hear it. */
export type WebhookOccurrence = {
  workspaceId: string;
  topic: WebhookTopic;
  /** Names the fact among all of its topic, the same for every repetition of it. */
  key: string;
  /**
   * In ms, the same for every repetition; null where nothing says when: it counts as happening when it is told.
   */
  at: number | null;
  /** Of the request or tick that made it. */
  correlationId: string;
  /** Takes an API version; returns the item as that version shows it, or undefined if what it tells of is gone meanwhile. */
  item(version: string): Promise<Record<string, unknown> | undefined>;
};
