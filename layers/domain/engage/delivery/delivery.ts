/**
 * The ledger of sends. `queued -> sending -> sent -> delivered | bounced | complained`, or `skipped` at
 * the gate, or `failed` when the provider refuses for good. A delivery that is not terminal always has
 * a message in the mail queue, so none is lost; its id is deterministic, so none is doubled.
 */
export type DeliveryState =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'skipped'
  | 'failed';

export type Delivery = {
  /** 32 hexadecimal characters of SHA-256(campaign, contact, entry, step). */
  id: string;
  workspaceId: string;
  contactId: string;
  campaignId: string;
  /** The id of the campaign's message. */
  step: string;
  entry: number;
  /** When the contact entered, in ms, unless this was decided at that very instant. */
  enteredAt: number | null;
  state: DeliveryState;
  /** How often a worker claimed it and the provider did not refuse it for the moment. */
  attempts: number;
  /** While `sending`: until when the claim holds, in ms. */
  leaseUntil: number | null;
  /** SES message id, once known. */
  providerId: string | null;
  /** Why it was skipped or failed. */
  reason: string | null;
  /** The address it is sent to, from the first attempt on: the contact may have another by the time of a report. */
  sentTo: string | null;
  /** First time each was reported, in ms. */
  sentAt: number | null;
  deliveredAt: number | null;
  openedAt: number | null;
  clickedAt: number | null;
  bouncedAt: number | null;
  complainedAt: number | null;
  /** When its own link ended all mails. */
  unsubscribedAt: number | null;
  failedAt: number | null;
  createdAt: number;
  /** Of the request or tick that decided it. */
  correlationId: string;
  /** Optimistic lock: one more with every write. */
  version: number;
};

/** Where a delivery stands in the listing of what was sent. */
export type SentPlace = { at: number; deliveryId: string };

/** Some of the listing, in its order. `last` is the place to continue behind; what left the listing meanwhile drops out of `deliveries`. */
export type SentPage = { deliveries: Delivery[]; last: SentPlace };

export type DeliveryStore = {
  /** Writes a queued delivery unless it exists. Returns whether it was new. */
  create(delivery: Delivery): Promise<'new' | 'exists'>;
  get(workspaceId: string, contactId: string, deliveryId: string): Promise<Delivery | undefined>;
  /** Replaces `before` by `after`; returns it as it is stored then. @throws conflict if `before` is stale. */
  update(before: Delivery, after: Delivery): Promise<Delivery>;
  listByContact(workspaceId: string, contactId: string, limit: number): Promise<Delivery[]>;
  /**
   * What was sent, or failed for good, between two instants in ms, both included: the oldest first, then by id, each
   * once, in pages of at most 100. A contact that was merged meanwhile leads to whom it was merged into.
   */
  listSent(workspaceId: string, range: { from: number; to: number }, after?: SentPlace): AsyncIterable<SentPage>;
};
