import type { EventSource } from '../assembly/deployment.ts';
import type { Outcome } from '../functions/function-instance.ts';
import { failedItems } from './item-failures.ts';

export type StreamRecord = {
  eventName: string;
  dynamodb: { SequenceNumber: string; Keys?: object } & Record<string, unknown>;
};

export type StreamBatchPorts = {
  invoke(records: StreamRecord[]): Promise<Outcome>;
  /** Everything up to this record is done with. */
  checkpoint(record: StreamRecord): void;
  /** The records were given up. */
  giveUp(records: StreamRecord[], attempts: number): Promise<void>;
  /** Waits before a retry; takes how many there were. */
  pause(attempts: number): Promise<void>;
  stopped(): boolean;
};

type Rules = Pick<EventSource, 'reportsItemFailures' | 'bisects' | 'retries'>;

/**
 * Delivers a batch of stream records as Lambda does: again from the first failed record on, in halves when
 * asked to, until it succeeds or its retries are used up. Halving does not count as a retry.
 */
export async function deliverStreamBatch(
  records: StreamRecord[],
  rules: Rules,
  ports: StreamBatchPorts,
): Promise<void> {
  const waiting = [{ records, attempts: 0 }];
  for (let batch = waiting.shift(); batch && !ports.stopped(); batch = waiting.shift()) {
    const outcome = await ports.invoke(batch.records);
    const rest = remaining(batch.records, failedItems(outcome, rules.reportsItemFailures));
    const done = batch.records[batch.records.length - rest.length - 1];
    if (done) ports.checkpoint(done);
    const last = rest.at(-1);
    if (!last || ports.stopped()) continue;

    if (rules.bisects && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      const halves = [rest.slice(0, middle), rest.slice(middle)];
      waiting.unshift(...halves.map((half) => ({ records: half, attempts: batch.attempts })));
      continue;
    }
    if (rules.retries >= 0 && batch.attempts >= rules.retries) {
      await ports.giveUp(rest, batch.attempts + 1);
      ports.checkpoint(last);
      continue;
    }
    await ports.pause(batch.attempts);
    waiting.unshift({ records: rest, attempts: batch.attempts + 1 });
  }
}

function remaining(records: StreamRecord[], failed: Set<string> | 'all'): StreamRecord[] {
  if (failed === 'all') return records;
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
  return first < 0 ? [] : records.slice(first);
}

/**
 * Takes records; returns them in another order that a real stream could also have: only records of
 * different partitions change places.
 */
export function reordered(records: StreamRecord[]): StreamRecord[] {
  const partitions = Map.groupBy(records, ({ dynamodb }) =>
    JSON.stringify(Object.values(dynamodb.Keys ?? {})[0] ?? ''),
  );
  return [...partitions.values()].reverse().flat();
}
