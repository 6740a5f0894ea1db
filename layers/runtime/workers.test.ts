import type { DynamoDBRecord, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import { silentLog } from './logger.ts';
import { queueWorker } from './queue-worker.ts';
import { scheduled } from './scheduled.ts';
import { streamConsumer } from './stream-consumer.ts';
import { aContext, REQUEST_ID } from './testing.ts';
import { webSocket } from './web-socket.ts';

const aMessage = (messageId: string, body: string): SQSRecord => ({
  messageId,
  body,
  receiptHandle: '',
  attributes: {
    ApproximateReceiveCount: '2',
    SentTimestamp: '',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});

describe('queueWorker', () => {
  const Job = z.object({ id: z.string() });

  it('reports only the messages that fail, malformed ones without working on them', async () => {
    const worked: string[] = [];
    const handler = queueWorker(
      Job,
      async ({ id }, { attempt }) => {
        worked.push(`${id} ${attempt}`);
        if (id === 'b') throw new Error('no');
      },
      { log: silentLog, concurrency: 1 },
    );

    const answer = await handler({
      Records: [
        aMessage('1', '{"id":"a"}'),
        aMessage('2', '{"id":"b"}'),
        aMessage('3', 'not json'),
        aMessage('4', '{"id":4}'),
        aMessage('5', '{"id":"c"}'),
      ],
    });

    expect(worked).toEqual(['a 2', 'b 2', 'c 2']);
    expect(answer).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }, { itemIdentifier: '4' }],
    });
  });
});

describe('streamConsumer', () => {
  const aRecord = (sequenceNumber: string, eventID: string): DynamoDBRecord => ({
    eventID,
    dynamodb: { SequenceNumber: sequenceNumber },
  });
  const consume = (fails: string[], worked: string[][] = []) =>
    streamConsumer<string>(
      {
        decode: ({ eventID = '' }) => {
          if (eventID === 'poison') throw new Error('unreadable');
          return eventID === 'other' ? undefined : eventID;
        },
        groupOf: (fact) => fact.slice(0, 1),
        work: async (facts) => {
          const names = facts.map(({ fact }) => fact);
          worked.push(names);
          if (names.some((name) => fails.includes(name))) throw new Error('no');
        },
      },
      { log: silentLog },
    );

  it('hands over the facts of a group together and in order', async () => {
    const worked: string[][] = [];
    const Records = [aRecord('1', 'a1'), aRecord('2', 'b1'), aRecord('3', 'other'), aRecord('4', 'a2')];

    expect(await consume([], worked)({ Records })).toEqual({ batchItemFailures: [] });
    expect(worked).toEqual([['a1', 'a2'], ['b1']]);
  });

  it('reports the lowest sequence number of all groups that failed', async () => {
    const Records = [aRecord('900000000000000000001', 'a1'), aRecord('1000000000000000000002', 'b1')];

    expect(await consume(['a1', 'b1'])({ Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: '900000000000000000001' }],
    });
  });

  it('reports the first record of a group whose later record failed', async () => {
    const Records = [aRecord('1', 'b1'), aRecord('2', 'a1'), aRecord('3', 'a2')];

    expect(await consume(['a2'])({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  it('reports a record that cannot be read', async () => {
    const Records = [aRecord('1', 'a1'), aRecord('2', 'poison')];

    expect(await consume([])({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });
});

describe('scheduled', () => {
  it('passes the correlation id and lets failures through to Lambda', async () => {
    const seen: string[] = [];
    const handler = scheduled(async ({ correlationId }) => {
      seen.push(correlationId);
      throw new Error('no');
    });

    await expect(handler({}, aContext())).rejects.toThrow('no');
    expect(seen).toEqual([REQUEST_ID]);
  });
});

describe('webSocket', () => {
  const event = (routeKey: string, body?: string) => ({
    requestContext: { connectionId: 'conn', routeKey, identity: { sourceIp: '192.0.2.1' } },
    queryStringParameters: { ticket: 't' },
    body,
  });

  it('refuses a socket with the status of the failure', async () => {
    const handler = webSocket(
      async () => {
        throw new Failure('unauthorized', 'The ticket is unknown, used or expired');
      },
      { log: silentLog },
    );

    expect((await handler(event('$connect'), aContext())).statusCode).toBe(401);
  });

  it('hands over a parsed frame with its connection', async () => {
    const calls: unknown[] = [];
    const handler = webSocket(
      async ({ frame, connectionId, query }) => {
        calls.push([frame, connectionId, query.ticket]);
      },
      { frame: z.object({ type: z.literal('ping') }), log: silentLog },
    );

    expect(await handler(event('$default', '{"type":"ping"}'), aContext())).toEqual({ statusCode: 200 });
    expect(calls).toEqual([[{ type: 'ping' }, 'conn', 't']]);
  });

  it.each(['', 'not json', '{"type":"constructor"}', '{"type":"__proto__"}', `{"type":"${'x'.repeat(40_000)}"}`])(
    'refuses the frame %.30s',
    async (body) => {
      const handler = webSocket(async () => {}, { frame: z.object({ type: z.literal('ping') }), log: silentLog });

      expect((await handler(event('$default', body), aContext())).statusCode).toBeGreaterThanOrEqual(400);
    },
  );
});
