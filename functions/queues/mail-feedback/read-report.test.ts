import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MailFeedback } from '#events/mail-feedback';
import { readReport } from './read-report.ts';

const samples: unknown[] = JSON.parse(readFileSync(join(process.cwd(), 'events/samples/mail-feedback.json'), 'utf8'));
const read = (message: unknown) => {
  const parsed = MailFeedback.parse(message);
  return parsed === undefined ? undefined : readReport(parsed);
};
const enveloped = (message: unknown) => ({
  Type: 'Notification',
  MessageId: 'sns-1',
  Message: JSON.stringify(message),
});

const subject = {
  workspaceId: 'acme0000',
  contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
  deliveryId: '0123456789abcdef0123456789abcdef',
};

describe('readReport', () => {
  it('reads what a configuration set publishes', () => {
    expect(read(samples[0])).toEqual({
      subject,
      feedback: { kind: 'sent', at: Date.UTC(2026, 0, 5, 9), providerId: 'ses-1' },
    });
  });

  it("reads the same in SNS's envelope", () => {
    expect(read(enveloped(samples[0]))).toEqual(read(samples[0]));
  });

  it('reads what an identity publishes, and finds the delivery in its headers', () => {
    expect(read(enveloped(samples[3]))).toEqual({
      subject,
      feedback: {
        kind: 'complained',
        recipients: ['ada@example.com'],
        at: Date.UTC(2026, 0, 5, 9, 10),
        providerId: 'ses-1',
      },
    });
  });

  it('passes over mails that are not ours', () => {
    expect(read(samples[4])).toBeUndefined();
  });

  it.each([
    { eventType: 'DeliveryDelay', mail: { messageId: 'ses-1' } },
    { eventType: 'Rendering Failure', mail: { messageId: 'ses-1' } },
    { notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You have successfully subscribed' },
  ])('passes over $eventType$notificationType', (message) => {
    expect(read(message)).toBeUndefined();
  });

  it('passes over the sentence that SES publishes when a topic is made its destination', () => {
    const sentence = 'Successfully validated SNS topic for Amazon SES event publishing.';

    expect(read({ Type: 'Notification', MessageId: 'sns-1', Message: sentence })).toBeUndefined();
  });

  it('refuses what SES did not write', () => {
    expect(() => read({ hello: 'world' })).toThrow();
  });
});
