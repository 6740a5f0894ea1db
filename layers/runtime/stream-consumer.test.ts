import type { DynamoDBRecord } from 'aws-lambda';
import { Failure } from '#domain/kernel/failure';
import { silentLog } from './logger.ts';
import { streamConsumer } from './stream-consumer.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const passing = new Failure('unavailable', 'The database is busy; try again.');
const lasting = new Failure('payload_too_large', 'This is more than one record can hold.', { permanent: true });

const aRecord = (sequenceNumber: string, name: string, age = 1_000): DynamoDBRecord => ({
  eventID: name,
  dynamodb: { SequenceNumber: sequenceNumber, ApproximateCreationDateTime: (NOW - age) / 1000 },
});

/** A consumer whose facts are names, grouped by their first letter; `fails` says what keeps a name from being worked. */
function aConsumer(fails: Record<string, Error>, takes = true) {
  const kept: string[][] = [];
  const unread: unknown[] = [];
  const followed: string[][] = [];
  const namesOf = (facts: { fact: string }[]) => facts.map(({ fact }) => fact);
  const handler = streamConsumer<string>(
    {
      decode: ({ eventID = '' }) => {
        if (eventID === 'poison') throw new TypeError('an attribute of an unused type');
        return eventID;
      },
      groupOf: (fact) => fact.slice(0, 1),
      work: async (facts) => {
        for (const { fact } of facts) if (fails[fact]) throw fails[fact];
      },
      aside: {
        keep: async (facts) => {
          if (!takes) throw passing;
          kept.push(namesOf(facts));
        },
        keepUnread: async (record) => void unread.push(record),
      },
      follow: async (facts) => void followed.push(namesOf(facts)),
    },
    { log: silentLog, now: () => NOW },
  );
  return { kept, unread, followed, take: (...Records: DynamoDBRecord[]) => handler({ Records }) };
}

const nothing = { batchItemFailures: [] };

describe('a record that fails (X42)', () => {
  it('leaves its lane at once, whole with what is of its group, where others were worked', async () => {
    const { take, kept, followed } = aConsumer({ a1: passing });

    expect(await take(aRecord('1', 'a1'), aRecord('2', 'b1'), aRecord('3', 'a2'))).toEqual(nothing);
    expect(kept).toEqual([['a1', 'a2']]);
    expect(followed.sort()).toEqual([['a1', 'a2'], ['b1']]);
  });

  it('leaves its lane at once, alone or not, if no repeat can help', async () => {
    const { take, kept } = aConsumer({ a1: lasting, b1: passing });

    expect(await take(aRecord('1', 'a1'))).toEqual(nothing);
    expect(await take(aRecord('2', 'a1'), aRecord('3', 'b1'))).toEqual(nothing);
    expect(kept).toEqual([['a1'], ['a1'], ['b1']]);
  });

  it('is held for a minute where it stands alone, with nothing that follows from it', async () => {
    const { take, kept, followed } = aConsumer({ a1: passing });

    expect(await take(aRecord('1', 'a1', 59_000))).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect([kept, followed]).toEqual([[], []]);
    expect(await take(aRecord('1', 'a1', 60_000))).toEqual(nothing);
    expect([kept, followed]).toEqual([[['a1']], [['a1']]]);
  });

  it('is held with all others while nothing can be worked', async () => {
    const { take, kept } = aConsumer({ a1: passing, b1: passing });

    expect(await take(aRecord('1', 'b1', 3_600_000), aRecord('2', 'a1', 3_600_000))).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(kept).toEqual([]);
  });

  it('is held if nothing takes it', async () => {
    const { take } = aConsumer({ a1: lasting }, false);

    expect(await take(aRecord('1', 'b1'), aRecord('2', 'a1'))).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
  });

  it('leaves its lane at once if it cannot be read', async () => {
    const { take, unread, followed } = aConsumer({});

    expect(await take(aRecord('1', 'poison'), aRecord('2', 'a1'))).toEqual(nothing);
    expect(unread).toEqual([aRecord('1', 'poison')]);
    expect(followed).toEqual([['a1']]);
  });
});
