import { AsyncLocalStorage } from 'node:async_hooks';
import type { ReadMeter } from '#domain/targeting/search/read-meter';

type Meter = { units: number };

const meters = new AsyncLocalStorage<Meter>();

/** What the answer of a read says that it consumed. */
type Consumed = { CapacityUnits?: number | undefined };

/** Runs something and tells the read units of the queries and reads that it caused in this process. */
export const meterReads: ReadMeter = async (run) => {
  const meter = { units: 0 };
  const result = await meters.run(meter, run);
  return { result, units: meter.units };
};

/** Returns the request member that asks what a read consumes, where somebody wants to know. */
export function askUnits() {
  return meters.getStore() === undefined ? {} : { ReturnConsumedCapacity: 'TOTAL' as const };
}

/** Takes what an answer says that it consumed, and adds it up for whoever meters. */
export function noteUnits(consumed: Consumed | readonly Consumed[] | undefined): void {
  const meter = meters.getStore();
  if (meter === undefined) return;
  for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) meter.units += CapacityUnits;
}
