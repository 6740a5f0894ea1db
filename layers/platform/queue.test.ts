import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { sqsQueue } from './queue.ts';

const sqs = mockClient(SQSClient);
const queue = sqsQueue<{ n: number }>(new SQSClient({ region: 'eu-west-1' }), 'https://sqs.test/jobs');

beforeEach(() => sqs.reset());

const sizes = () =>
  sqs.commandCalls(SendMessageBatchCommand).map(({ args: [command] }) => command.input.Entries?.length);

describe('sqsQueue', () => {
  it('sends at most ten jobs in one request', async () => {
    sqs.on(SendMessageBatchCommand).resolves({});

    await queue.send(Array.from({ length: 23 }, (_, n) => ({ n })));

    expect(sizes()).toEqual([10, 10, 3]);
  });

  it('delays by whole seconds, by 15 minutes at most (X44)', async () => {
    sqs.on(SendMessageBatchCommand).resolves({});

    for (const delay of [0, 1, 1001, 86_400_000]) await queue.send([{ n: 0 }], delay);

    const delays = sqs.commandCalls(SendMessageBatchCommand).map(({ args: [{ input }] }) => input.Entries?.[0]);
    expect(delays.map((entry) => entry?.DelaySeconds)).toEqual([undefined, 1, 2, 900]);
  });

  it('sends nothing for no jobs', async () => {
    await queue.send([]);

    expect(sizes()).toEqual([]);
  });

  it('offers again only what was refused', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }], Successful: [] })
      .resolves({});

    await queue.send([{ n: 0 }, { n: 1 }, { n: 2 }]);

    const [, second] = sqs.commandCalls(SendMessageBatchCommand);
    expect(second?.args[0].input.Entries).toEqual([{ Id: '1', MessageBody: '{"n":1}' }]);
  });

  it('is unavailable when a job is refused every time', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: '0', SenderFault: false, Code: 'InternalError' }], Successful: [] });

    await expect(queue.send([{ n: 0 }])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is unavailable when SQS cannot be reached', async () => {
    sqs.on(SendMessageBatchCommand).rejects(new Error('socket hang up'));

    await expect(queue.send([{ n: 0 }])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
