import { sendPace } from '#domain/engage/mail/send-pace';
import type { SendQuota } from '#domain/engage/mail/send-quota';
import { Failure } from '#domain/kernel/failure';
import { sendBucketStore } from '#store/engage/send-buckets';
import { memoryTable } from '#store/table/memory-table';
import type { Table } from '#store/table/table';
import { sendTurns } from '#usecases/engage/send-turns';
import { simulatedTime } from './simulated-time.ts';

export type SendingCase = {
  quota: SendQuota;
  workers: number;
  mails: number;
  /** Mails of a queue message batch; a worker handles them side by side. */
  batch?: number;
  /** Refuses at these instants, in ms from the beginning, whatever the quota says. */
  refuses?: (ms: number) => boolean;
};

export type SendingResult = {
  /** Mails that the provider took in the fullest second, wherever it begins. */
  mostInASecond: number;
  refused: number;
  sent: number;
  /** Of what the quota allows between the first and the last mail. */
  used: number;
  /** Write units of the table for each mail, refused writes counted. */
  writesPerMail: number;
  seconds: number;
};

/** How long things take, in ms: a poll, what the gate and the template need, the provider's answer; a share of chance on top. */
const TAKES = { poll: 20, table: 6, gate: 60, provider: 70 };

const SECOND = 1_000;

/**
 * Takes a case; lets workers empty the mail queue in simulated time, with the product's own turns and pace, against a provider that
 * counts every second. The same case gives the same result.
 */
export async function simulateSending(told: SendingCase): Promise<SendingResult> {
  const time = simulatedTime();
  const chance = seeded(7);
  const lasting = (ms: number) => time.pause(ms * (0.7 + 0.6 * chance()));
  let writes = 0;
  const table = slowTable(
    memoryTable(),
    () => lasting(TAKES.table),
    () => {
      writes += 1;
    },
  );
  const taken: number[] = [];
  let refused = 0;
  const provider = async () => {
    const at = time.clock.now();
    const isFull = taken.filter((each) => each > at - SECOND).length >= told.quota.perSecond;
    await lasting(TAKES.provider);
    if (isFull || told.refuses?.(at) === true) {
      refused += 1;
      throw new Failure('unavailable', 'throttled');
    }
    taken.push(at);
  };
  let waiting = told.mails;
  const putOff: number[] = [];

  const worker = async () => {
    const pace = sendPace();
    const turns = sendTurns({
      buckets: sendBucketStore(table),
      readQuota: async () => told.quota,
      clock: time.clock,
      pause: time.pause,
    });
    const wait = (ms: number) => void putOff.push(time.clock.now() + Math.ceil(ms / SECOND) * SECOND);
    const mail = async () => {
      const now = () => time.clock.now();
      if (!pace.isOpen(now())) return wait(pace.putOff(now()));
      if (turns.closedFor(now()) > 0) return wait(turns.closedFor(now()));
      await lasting(TAKES.gate);
      const turn = await turns.take();
      if (turn !== 'now') return wait(turn.closedFor);
      if (!pace.take(now())) return wait(pace.putOff(now()));
      try {
        await provider();
        pace.accepted(now());
      } catch {
        pace.refused(now());
        wait(pace.putOff(now()));
      }
    };
    while (waiting > 0 || taken.length < told.mails) {
      await lasting(TAKES.poll);
      waiting += drain(putOff, time.clock.now());
      const batch = Math.min(waiting, told.batch ?? 25);
      waiting -= batch;
      await Promise.all(Array.from({ length: batch }, () => turns.during(mail)));
    }
  };
  await time.run(Array.from({ length: told.workers }, () => worker()));

  taken.sort((a, b) => a - b);
  const seconds = ((taken.at(-1) ?? 0) - (taken[0] ?? 0)) / SECOND;
  return {
    mostInASecond: fullest(taken),
    refused,
    sent: taken.length,
    used: taken.length / (seconds * told.quota.perSecond),
    writesPerMail: writes / told.mails,
    seconds,
  };
}

/** Takes sorted instants in ms; returns how many the fullest second holds. */
function fullest(instants: number[]): number {
  let [most, first] = [0, 0];
  for (const [index, at] of instants.entries()) {
    while ((instants[first] ?? at) <= at - SECOND) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function drain(putOff: number[], now: number): number {
  const back = putOff.filter((until) => until <= now).length;
  putOff.splice(0, putOff.length, ...putOff.filter((until) => until > now));
  return back;
}

function slowTable(table: Table, lasting: () => Promise<void>, wrote: () => void): Table {
  return {
    ...table,
    get: async (...asked) => {
      await lasting();
      return await table.get(...asked);
    },
    put: async (...told) => {
      await lasting();
      wrote();
      await table.put(...told);
    },
  };
}

/** Mulberry32: the same seed gives the same numbers, between 0 and 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
