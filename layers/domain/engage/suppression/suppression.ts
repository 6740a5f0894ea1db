/** Why an address gets no more mail. */
export type SuppressionReason = 'hard_bounced' | 'marked_as_spam' | 'unsubscribed';

/** An address that gets no mail from a workspace, whoever has it; when each reason first held, in ms. */
export type Suppression = {
  workspaceId: string;
  /** In the form that all ways to write it share (`addressKey`). */
  address: string;
  hardBouncedAt: number | null;
  markedAsSpamAt: number | null;
  unsubscribedAt: number | null;
  version: number;
};

export type SuppressionStore = {
  get(workspaceId: string, address: string): Promise<Suppression | undefined>;
  /** Adds a reason, at an instant in ms, to what is known of an address; a reason that is known stays. @throws conflict after five lost races */
  add(workspaceId: string, address: string, reason: SuppressionReason, at: number): Promise<void>;
};

const STAMP = {
  hard_bounced: 'hardBouncedAt',
  marked_as_spam: 'markedAsSpamAt',
  unsubscribed: 'unsubscribedAt',
} as const satisfies Record<SuppressionReason, keyof Suppression>;

/**
 * Takes what is known of an address, and why and when (ms) it gets no more mail; returns it with that, the same object if it
 * is known. A later refusal counts anew: who came back may leave again.
 */
export function withReason(before: Suppression, reason: SuppressionReason, at: number): Suppression {
  const known = before[STAMP[reason]];
  if (known !== null && (reason !== 'unsubscribed' || known >= at)) return before;
  return { ...before, [STAMP[reason]]: at };
}
