/** How long an `Idempotency-Key` is known; in ms. */
export const ANSWER_KEPT_MS = 86_400_000;

/**
 * A request that runs longer was killed with its function: who repeats it may try again. No function may take as long; in ms.
 */
export const RUNNING_FOR_MS = 30_000;

/** What is known of a request with an `Idempotency-Key`. */
export type KeptAnswer = {
  /** Raised by every write. */
  version: number;
  /** A hash of what was asked. */
  fingerprint: string;
  state: 'running' | 'answered' | 'failed';
  /** When it was begun last; in ms. */
  startedAt: number;
  /** What was answered, sealed; null while there is nothing, or too much to keep. */
  answer: string | null;
};

/** Where it is kept: by whom, and a hash of who and of the key. `workspaceId` is undefined for somebody who has not said which. */
export type KeptAnswerAddress = { workspaceId: string | undefined; hash: string };

/** The answers to requests with an `Idempotency-Key`, for 24 hours. */
export type KeptAnswerStore = {
  /** Writes it if nothing is there, or if what is there has the version before; returns what was there instead, or undefined. */
  save(at: KeptAnswerAddress, next: KeptAnswer): Promise<KeptAnswer | undefined>;
};
