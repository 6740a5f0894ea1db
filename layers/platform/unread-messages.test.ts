import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { unreadMessages } from './unread-messages.ts';

const sqs = mockClient(SQSClient);
const [REPORTS, DEAD] = ['https://sqs.test/reports', 'https://sqs.test/dead'];
const areUnread = unreadMessages(new SQSClient({ region: 'eu-west-1' }), [REPORTS, DEAD]);
const holds = (QueueUrl: string, counts: Record<string, string>) =>
  sqs.on(GetQueueAttributesCommand, { QueueUrl }).resolves({ Attributes: counts });

beforeEach(() => {
  sqs.reset();
  holds(REPORTS, { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  holds(DEAD, { ApproximateNumberOfMessages: '0' });
});

describe('unreadMessages (X49)', () => {
  it('finds none in empty queues', async () => {
    expect(await areUnread()).toBe(false);
  });

  it.each([
    [REPORTS, 'ApproximateNumberOfMessages'],
    [REPORTS, 'ApproximateNumberOfMessagesNotVisible'],
    [REPORTS, 'ApproximateNumberOfMessagesDelayed'],
    [DEAD, 'ApproximateNumberOfMessages'],
  ])('finds those of %s by its %s', async (url, attribute) => {
    holds(url, { [attribute]: '1' });

    expect(await areUnread()).toBe(true);
  });

  it('is unavailable when SQS does not answer', async () => {
    sqs.on(GetQueueAttributesCommand).rejects(new Error('socket hang up'));

    await expect(areUnread()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
