import type { Outcome } from '../functions/function-instance.ts';
import { deliverStreamBatch, reordered, type StreamRecord } from './stream-batch.ts';

const aRecord = (number: number, partition = 'a'): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(number), Keys: { pk: { S: partition } } },
});
const numbers = (records: StreamRecord[]) => records.map(({ dynamodb }) => dynamodb.SequenceNumber).join('');
const ok = (value: unknown = null): Outcome => ({ ok: true, value });
const crash: Outcome = { ok: false, type: 'Error', message: '', trace: '' };

async function deliver(
  rules: { bisects?: boolean; retries?: number },
  answer: (records: string, call: number) => Outcome,
) {
  const seen: string[] = [];
  const checkpoints: string[] = [];
  const givenUp: string[] = [];
  await deliverStreamBatch(
    [1, 2, 3, 4].map((number) => aRecord(number)),
    { reportsItemFailures: true, bisects: false, retries: 2, ...rules },
    {
      invoke: async (records) => {
        seen.push(numbers(records));
        return answer(numbers(records), seen.length);
      },
      checkpoint: ({ dynamodb }) => void checkpoints.push(dynamodb.SequenceNumber),
      giveUp: async (records) => void givenUp.push(numbers(records)),
      pause: async () => {},
      stopped: () => false,
    },
  );
  return { seen, checkpoints, givenUp };
}

describe('deliverStreamBatch', () => {
  it('is done with the batch when it succeeds', async () => {
    expect(await deliver({}, () => ok())).toEqual({ seen: ['1234'], checkpoints: ['4'], givenUp: [] });
  });

  it('delivers again from the first failed record on', async () => {
    const { seen, checkpoints } = await deliver({}, (_records, call) =>
      call === 1 ? ok({ batchItemFailures: [{ itemIdentifier: '4' }, { itemIdentifier: '3' }] }) : ok(),
    );

    expect(seen).toEqual(['1234', '34']);
    expect(checkpoints).toEqual(['2', '4']);
  });

  it('gives up when the retries are used up', async () => {
    const { seen, givenUp, checkpoints } = await deliver({ retries: 1 }, () => crash);

    expect(seen).toEqual(['1234', '1234']);
    expect(givenUp).toEqual(['1234']);
    expect(checkpoints).toEqual(['4']);
  });

  it('halves a failing batch until the culprit stands alone, in order', async () => {
    const { seen, givenUp, checkpoints } = await deliver({ bisects: true, retries: 0 }, (records) =>
      records.includes('3') ? crash : ok(),
    );

    expect(seen).toEqual(['1234', '12', '34', '3', '4']);
    expect(givenUp).toEqual(['3']);
    expect(checkpoints).toEqual(['2', '3', '4']);
  });

  it('takes a report without an id for a failure of all', async () => {
    const { seen } = await deliver({ retries: 1 }, (_records, call) =>
      call === 1 ? ok({ batchItemFailures: [{ itemIdentifier: '' }] }) : ok(),
    );

    expect(seen).toEqual(['1234', '1234']);
  });
});

describe('reordered', () => {
  it('lets only records of different partitions change places', () => {
    expect(numbers(reordered([aRecord(1, 'a'), aRecord(2, 'b'), aRecord(3, 'a')]))).toBe('213');
  });
});
