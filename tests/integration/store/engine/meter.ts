import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What calls cost, in request units, and how many there were. */
export type Bill = { calls: number; reads: number; writes: number };

type Capacity = { CapacityUnits?: number };
type Answer = { output: { ConsumedCapacity?: Capacity | Capacity[] } };

const READING = /^(Get|Query|BatchGet)/;

/** Takes a client; returns a function that runs something and tells what its calls to the engine cost. */
export function meter(client: DynamoDBClient): (run: () => Promise<unknown>) => Promise<Bill> {
  let bill: Bill = { calls: 0, reads: 0, writes: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = (await next(args)) as Awaited<ReturnType<typeof next>> & Answer;
      const capacity = [answer.output.ConsumedCapacity ?? []].flat();
      const units = capacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      bill.calls += 1;
      bill[READING.test(String(context.commandName)) ? 'reads' : 'writes'] += units;
      return answer;
    },
    { step: 'initialize' },
  );
  return async (run) => {
    bill = { calls: 0, reads: 0, writes: 0 };
    await run();
    return bill;
  };
}
