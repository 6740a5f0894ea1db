/** How fast one worker hands mails to the provider. In its memory alone: workers find their shares by being refused. */
export type SendPace = {
  /** Takes the instant in ms; returns whether a mail could go now. */
  isOpen(now: number): boolean;
  /** Takes the instant in ms; takes a turn and returns true, or returns false if there is none now. */
  take(now: number): boolean;
  /** The provider took a mail. */
  accepted(now: number): void;
  /** The provider took none: half as fast for a minute. */
  refused(now: number): void;
  /** Takes the instant in ms; returns in how many ms a mail that cannot go now is to be tried again. */
  putOff(now: number): number;
};

/** A mail taken after a minute without a refusal doubles the pace: the quota of others may have become free (ms). */
const DOUBLES_AFTER = 60_000;

/** As slow as it gets, in mails a second: somebody has to ask whether the provider is back. */
const MIN_RATE = 1 / 900;

/** What a provider that is back is offered at least, in mails a second. */
const RATE_OF_RETURN = 1 / 15;

/** Who was neither refused nor quicker for so long starts afresh, in ms: longer than the longest time between two tries. */
const FORGETS_AFTER = 1_800_000;

/** As long as a mail is put off, in ms: SQS delays a message by 15 minutes at most. */
const MAX_PUT_OFF = 900_000;

/** What is put off for longer comes back together, at multiples of this, in ms: a few busy minutes a day and not hundreds. */
const TOGETHER = 300_000;

/** Mails worked on side by side are refused together: that is one refusal (ms). */
const ONE_REFUSAL = 1000;

/** Returns the pace of a worker that was not refused yet: it does not wait at all. */
export function sendPace(): SendPace {
  let slowed: { rate: number; at: number } | undefined;
  let turns = { left: 0, at: 0 };
  let lastPutOff = 0;
  let recent: number[] = [];

  const rate = (now: number): number =>
    slowed === undefined || now - slowed.at > FORGETS_AFTER ? Number.POSITIVE_INFINITY : slowed.rate;

  const left = (now: number): number => {
    const perSecond = rate(now);
    return Math.min(Math.max(1, perSecond), turns.left + ((now - turns.at) / 1000) * perSecond);
  };

  // Sums of thirds and tenths fall short of one by a little.
  const isOpen = (now: number): boolean => rate(now) === Number.POSITIVE_INFINITY || left(now) > 0.999_999;

  return {
    isOpen,
    take(now) {
      if (!isOpen(now)) return false;
      if (rate(now) < Number.POSITIVE_INFINITY) turns = { left: left(now) - 1, at: now };
      return true;
    },
    accepted(now) {
      recent = [...recent.filter((at) => at > now - 1000), now];
      if (slowed === undefined || now - slowed.at < DOUBLES_AFTER) return;
      slowed =
        now - slowed.at > FORGETS_AFTER ? undefined : { rate: Math.max(RATE_OF_RETURN, slowed.rate * 2), at: now };
    },
    refused(now) {
      if (slowed !== undefined && now - slowed.at < ONE_REFUSAL) return;
      const taken = Math.max(1, recent.filter((at) => at > now - 1000).length);
      slowed = { rate: Math.max(MIN_RATE, Math.min(taken, rate(now)) / 2), at: now };
      turns = { left: 0, at: now };
    },
    putOff(now) {
      lastPutOff = Math.min(now + MAX_PUT_OFF, Math.max(now, lastPutOff) + 1000 / rate(now));
      const isLong = lastPutOff - now > TOGETHER;
      return (isLong ? Math.floor(lastPutOff / TOGETHER) * TOGETHER : lastPutOff) - now;
    },
  };
}
