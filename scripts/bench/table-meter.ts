import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What one operation did at the table. */
export type TableBill = { reads: number; trips: number; calls: number; ms: number };

type Answer = { output: { ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[] } };

const READING = /^(Get|Query|BatchGet)/;

/**
 * Takes a client; returns a function that runs something and tells what its reads cost. Answers are handed over
 * together when all calls under way have been answered, as if all took equally long: what begins then is the next
 * round trip.
 */
export function tableMeter(client: DynamoDBClient): (run: () => Promise<unknown>) => Promise<TableBill> {
  let bill: TableBill = { reads: 0, trips: 0, calls: 0, ms: 0 };
  let underWay = 0;
  let answered: (() => void)[] = [];
  const handOver = () => {
    if (underWay > 0 || answered.length === 0) return;
    const together = answered;
    answered = [];
    bill.trips += 1;
    for (const release of together) release();
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      underWay += 1;
      bill.calls += 1;
      try {
        const answer = (await next(args)) as Awaited<ReturnType<typeof next>> & Answer;
        const consumed = [answer.output.ConsumedCapacity ?? []].flat();
        if (READING.test(String(context.commandName)))
          for (const { CapacityUnits = 0 } of consumed) bill.reads += CapacityUnits;
        return answer;
      } finally {
        underWay -= 1;
        await new Promise<void>((resolve) => {
          answered.push(resolve);
          // Whoever calls besides has begun by then.
          setTimeout(handOver, 1);
        });
      }
    },
    { step: 'initialize' },
  );
  return async (run) => {
    bill = { reads: 0, trips: 0, calls: 0, ms: 0 };
    const began = performance.now();
    await run();
    return { ...bill, ms: performance.now() - began };
  };
}
