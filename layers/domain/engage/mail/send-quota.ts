/** How much the provider takes from this account, and how much it took. */
export type SendQuota = {
  /** Mails a second. */
  perSecond: number;
  /** Mails in any 24 hours; null for as many as one likes. */
  perDay: number | null;
  /** Mails in the 24 hours before it was read. */
  sentInDay: number;
};

/** The one bucket that all workers take turns from. Turns follow each other at equal distances. */
export type SendBucket = {
  quota: SendQuota | null;
  /** When the quota was read, in ms. */
  readAt: number;
  /** Turns taken since then. */
  taken: number;
  /** The first instant that nobody has, in ms. */
  nextAt: number;
  version: number;
};

export type SendBucketStore = {
  /** An empty one if there is none. */
  get(): Promise<SendBucket>;
  /** Takes the bucket as it was read, changed. @throws conflict if it was written meanwhile */
  save(bucket: SendBucket): Promise<void>;
};

/** Asks the provider. Undefined if it does not say, or knows no quota. */
export type ReadSendQuota = () => Promise<SendQuota | undefined>;

/** Turns that one worker has: the first instant, how many, and the distance between two, in ms. */
export type Lot = { from: number; count: number; distance: number };

/**
 * How late a turn may be used, in ms: a process that is busy oversleeps. Turns are so much further apart that no second, wherever it
 * begins, has more mails than the quota: those that are late share one second at most with as many as fill the rest.
 */
export const LATENESS = 25;

/** As many turns are taken at a time: a write unit for 25 mails. */
export const LOT = 25;

/** A small quota is not given away for longer than this at a time, in ms. */
const MAX_LOT_MS = 2_000;

/** Turns further ahead than this are not taken, in ms: the mail waits in the queue instead of in a worker. */
const MAX_AHEAD = 10_000;

/** The quota is read again after so long, in ms: it grows with a sender's reputation, and the day's count is the provider's. */
export const QUOTA_KEPT = 300_000;

/** With the day's quota used up, room comes back mail by mail (ms). */
const DAY_IS_FULL = 900_000;

/** Takes a bucket, its quota, how many turns are wanted and the instant in ms; returns a lot and the bucket without it, or for how long (ms) there is none. */
export function takeLot(
  bucket: SendBucket,
  { perSecond, perDay, sentInDay }: SendQuota,
  wanted: number,
  now: number,
): { lot: Lot; bucket: SendBucket } | { closedFor: number } {
  const distance = (1_000 + LATENESS) / perSecond;
  const left = perDay === null ? LOT : Math.floor(perDay - sentInDay - bucket.taken);
  if (left < 1) return { closedFor: DAY_IS_FULL };
  const from = Math.max(now, bucket.nextAt);
  if (from - now > MAX_AHEAD) return { closedFor: from - now };
  const count = Math.min(wanted, LOT, left, Math.max(1, Math.floor(MAX_LOT_MS / distance)));
  const after = { ...bucket, taken: bucket.taken + count, nextAt: from + count * distance };
  return { lot: { from, count, distance }, bucket: after };
}

/** Takes a bucket, the quota as the provider just told it, and the instant in ms; returns the bucket with it. What was taken and is still to be sent is counted again. */
export function withQuota(bucket: SendBucket, quota: SendQuota, now: number): SendBucket {
  const ahead = Math.max(0, bucket.nextAt - now) * (quota.perSecond / 1_000);
  // The provider counts some seconds late.
  const underWay = Math.min(bucket.taken, Math.ceil(ahead) + LOT);
  return { ...bucket, quota, readAt: now, taken: underWay };
}
