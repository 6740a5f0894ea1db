import {
  LATENESS,
  LOT,
  type Lot,
  QUOTA_KEPT,
  type ReadSendQuota,
  type SendBucket,
  type SendBucketStore,
  type SendQuota,
  takeLot,
  withQuota,
} from '#domain/engage/mail/send-quota';
import type { Clock } from '#domain/kernel/clock';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

/** How one worker keeps to the provider's quota, which it shares with all others. */
export type SendTurns = {
  /** Takes the instant in ms; returns for how many ms no turn is to be had, as far as is known without asking. */
  closedFor(now: number): number;
  /** Works on a mail that may want a turn: as many as are worked on at once are taken at once. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Returns once a turn has come: the mail goes now. Or for how many ms there is none. */
  take(): Promise<'now' | { closedFor: number }>;
};

export type TurnPorts = {
  buckets: SendBucketStore;
  readQuota: ReadSendQuota;
  clock: Clock;
  /** Returns after so many ms. */
  pause: (ms: number) => Promise<void>;
};

/** Returns the turns of one worker. Where the provider tells no quota, every turn has come. */
export function sendTurns({ buckets, readQuota, clock, pause }: TurnPorts): SendTurns {
  let underWay = 0;
  let turns: number[] = [];
  let closedUntil = 0;
  let freeUntil = 0;
  let fetching: Promise<void> | undefined;

  async function fetchLot(): Promise<void> {
    await retryOnConflict(async () => {
      const { bucket, quota } = await refreshed(await buckets.get());
      const now = clock.now();
      if (quota === undefined) {
        freeUntil = now + QUOTA_KEPT;
        return;
      }
      const taken = takeLot(bucket, quota, Math.max(1, Math.min(LOT, underWay)), now);
      if ('closedFor' in taken) {
        closedUntil = now + taken.closedFor;
        return;
      }
      await buckets.save(taken.bucket);
      turns = [...turns, ...instantsOf(taken.lot)];
    });
  }

  async function refreshed(bucket: SendBucket): Promise<{ bucket: SendBucket; quota: SendQuota | undefined }> {
    const now = clock.now();
    if (bucket.quota !== null && now - bucket.readAt < QUOTA_KEPT) return { bucket, quota: bucket.quota };
    const quota = await readQuota();
    // Who does not answer now has not taken its quota back.
    if (quota === undefined) return { bucket, quota: bucket.quota ?? undefined };
    return { bucket: withQuota(bucket, quota, now), quota };
  }

  /** The earliest turn that is not over, and never the same twice. */
  function nextTurn(): number | undefined {
    const now = clock.now();
    turns = turns.filter((at) => at + LATENESS > now);
    return turns.shift();
  }

  return {
    closedFor: (now) => Math.max(0, closedUntil - now),
    async during(work) {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
      }
    },
    async take() {
      for (;;) {
        const now = clock.now();
        if (now < freeUntil) return 'now';
        if (now < closedUntil) return { closedFor: closedUntil - now };
        const turn = nextTurn();
        if (turn === undefined) {
          fetching ??= fetchLot().finally(() => {
            fetching = undefined;
          });
          await fetching;
          continue;
        }
        if (turn > now) await pause(turn - now);
        // Who slept too long has lost the turn: others may have this second.
        if (clock.now() < turn + LATENESS) return 'now';
      }
    },
  };
}

function instantsOf({ from, count, distance }: Lot): number[] {
  return Array.from({ length: count }, (_, index) => from + index * distance);
}
