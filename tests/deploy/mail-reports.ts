import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SetIdentityNotificationTopicCommand } from '@aws-sdk/client-ses';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';
import type { ReceivedMail } from './mailbox.ts';

/**
 * Lets SES report deliveries to the feedback topic. The template does it by the configuration set, which the
 * emulator stores and does not publish; it publishes the identity's own notifications.
 */
export async function subscribeToDeliveries(emulator: Emulator, Identity: string, SnsTopic: string): Promise<void> {
  const ses = new SESClient(clientSettings(emulator));
  await ses.send(new SetIdentityNotificationTopicCommand({ Identity, SnsTopic, NotificationType: 'Delivery' }));
}

/** Puts the delivery event of a mail into the feedback queue, as SES and SNS word it where tags are published. */
export async function reportDelivered(emulator: Emulator, mail: ReceivedMail): Promise<void> {
  const [workspace = '', contact = '', delivery = ''] = (mail.headers['x-parley-delivery'] ?? '').split('.');
  const timestamp = new Date().toISOString();
  const event = {
    eventType: 'Delivery',
    mail: {
      timestamp,
      messageId: 'reported',
      tags: { workspace: [workspace], contact: [contact], delivery: [delivery] },
    },
    delivery: { timestamp, recipients: [mail.to] },
  };
  const sqs = new SQSClient(clientSettings(emulator));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'parley-prod-mail-feedback' }));
  const envelope = { Type: 'Notification', MessageId: crypto.randomUUID(), Message: JSON.stringify(event) };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(envelope) }));
}

/** Returns the stored states of the deliveries of one contact. */
export async function deliveryStates(emulator: Emulator, tableName: string, contactId: string): Promise<string[]> {
  const dynamo = new DynamoDBClient(clientSettings(emulator));
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: tableName }));
  return Items.filter((item) => item.entity?.S === 'delivery' && item.contactId?.S === contactId).map(
    (item) => item.state?.S ?? '',
  );
}
