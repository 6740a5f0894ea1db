import type { Activity } from '../../workspace/activity/activity.ts';

/** Why an address gets no more mail. `manual`: a teammate or a program said so. */
export const SUPPRESSION_REASONS = ['hard_bounced', 'marked_as_spam', 'unsubscribed', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address that gets no mail from a workspace, whoever has it; when each reason first held, in ms. */
export type Suppression = {
  workspaceId: string;
  /** In the form that all ways to write it share (`addressKey`). */
  address: string;
  hardBouncedAt: number | null;
  markedAsSpamAt: number | null;
  unsubscribedAt: number | null;
  manualAt: number | null;
  /** When it was lifted last: what is reported of before, perhaps once more, holds no longer. */
  liftedAt: number | null;
  version: number;
};

/** Some of the list. It may hold fewer than were asked for, and go on. */
export type SuppressionPage = { suppressions: Suppression[]; next: string | undefined };

export type SuppressionStore = {
  /** What is known of an address; undefined if nothing ever refused mail there. */
  get(workspaceId: string, address: string): Promise<Suppression | undefined>;
  /**
   * Adds a reason, at an instant in ms, to what is known of an address; a reason that is known stays. Returns what is known then.
   * @throws conflict after five lost races
   */
  add(
    workspaceId: string,
    address: string,
    reason: SuppressionReason,
    at: number,
    recorded?: Activity[],
  ): Promise<Suppression>;
  /** Takes one reason away that ceased at an instant in ms, unless it held anew since. @throws conflict after five lost races */
  withdraw(workspaceId: string, address: string, reason: SuppressionReason, at: number): Promise<void>;
  /** Takes all reasons away, at an instant in ms. @throws conflict if `before` is stale */
  lift(before: Suppression, at: number, recorded: Activity[]): Promise<void>;
  /** One page in the order of addresses, of a reason or of all. @throws bad_request if the cursor is of another list */
  list(
    workspaceId: string,
    page: { limit: number; reason?: SuppressionReason | undefined; cursor?: string | undefined },
  ): Promise<SuppressionPage>;
};

const STAMP = {
  hard_bounced: 'hardBouncedAt',
  marked_as_spam: 'markedAsSpamAt',
  unsubscribed: 'unsubscribedAt',
  manual: 'manualAt',
} as const satisfies Record<SuppressionReason, keyof Suppression>;

/** How long it is remembered that an address was lifted, in ms: longer than reports of before are repeated (14 days, SQS). */
export const LIFT_REMEMBERED = 30 * 86_400_000;

/** Takes a workspace and an address, in the form that all ways to write it share; returns it without a reason. */
export function unsuppressed(workspaceId: string, address: string): Suppression {
  const none = { hardBouncedAt: null, markedAsSpamAt: null, unsubscribedAt: null, manualAt: null };
  return { workspaceId, address, ...none, liftedAt: null, version: 0 };
}

/**
 * Takes what is known of an address, and why and when (ms) it gets no more mail; returns it with that, the same object if it
 * is known. A later refusal counts anew: who came back may leave again.
 */
export function withReason(before: Suppression, reason: SuppressionReason, at: number): Suppression {
  if (before.liftedAt !== null && at < before.liftedAt) return before;
  const known = before[STAMP[reason]];
  if (known !== null && (reason !== 'unsubscribed' || known >= at)) return before;
  return { ...before, [STAMP[reason]]: at };
}

/** Takes what is known of an address, and when (ms) it may have mail again; returns it without a reason. */
export function lifted(before: Suppression, at: number): Suppression {
  return { ...unsuppressed(before.workspaceId, before.address), liftedAt: at, version: before.version };
}

/** Takes what is known of an address, a reason and when (ms) it ceased; returns it without that, the same object if it did not hold or holds anew since. */
export function withoutReason(before: Suppression, reason: SuppressionReason, at: number): Suppression {
  const known = before[STAMP[reason]];
  if (known === null || known > at) return before;
  const after = { ...before, [STAMP[reason]]: null };
  return reasonsOf(after).length === 0 ? lifted(after, at) : after;
}

/** Takes what is known of an address; returns its reasons with their instants in ms, the earliest first. */
export function reasonsOf(suppression: Suppression): { reason: SuppressionReason; at: number }[] {
  return SUPPRESSION_REASONS.flatMap((reason) => {
    const at = suppression[STAMP[reason]];
    return at === null ? [] : [{ reason, at }];
  }).sort((a, b) => a.at - b.at);
}
