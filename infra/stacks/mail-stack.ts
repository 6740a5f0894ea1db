import { CfnOutput, Duration } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { type DeadLetterQueue, ServiceQueue } from '../constructs/service-queue.ts';
import { physicalName, StageStack } from '../constructs/stage-stack.ts';
import { NO_MAIL_DOMAIN, type StageSettings } from '../stages.ts';
import type { ApiStack } from './api-stack.ts';
import type { DataStack } from './data-stack.ts';

const SEND_TIMEOUT = Duration.seconds(30);
const FEEDBACK_TIMEOUT = Duration.seconds(20);

const REPORTED = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.OPEN,
  EmailSendingEvent.CLICK,
];

/** Mail out through SES, and what SES reports about it back in. */
export class MailStack extends StageStack {
  readonly functions: ServiceFunction[];
  readonly queues: ServiceQueue[];
  readonly dead: DeadLetterQueue[];
  readonly mailQueue: ServiceQueue;

  constructor(scope: Construct, settings: StageSettings, data: DataStack, api: ApiStack) {
    super(scope, 'mail', settings, 'mail out and its delivery events');
    const feedbackQueue = new ServiceQueue(this, 'mail-feedback', {
      workerTimeout: FEEDBACK_TIMEOUT,
      maxReceiveCount: 8,
    });
    const topic = this.reportsTo(feedbackQueue);
    const configurationSet = this.configurationSet(topic);
    const mailDomain = settings.mailDomain ?? NO_MAIL_DOMAIN;
    const senderDomains = [mailDomain, ...settings.senderDomains];
    if (settings.mailDomain) {
      // SES verifies it once its owner has added three CNAME records: see docs/self-hosting.md.
      new EmailIdentity(this, 'identity', {
        identity: Identity.domain(settings.mailDomain),
        // While its records are missing, mails leave by way of SES's own domain rather than not at all.
        ...(settings.mailFromDomain === undefined ? {} : { mailFromDomain: settings.mailFromDomain }),
      });
    }

    this.mailQueue = new ServiceQueue(this, 'mail', { workerTimeout: SEND_TIMEOUT, maxReceiveCount: 8 });
    const sendEmail = new ServiceFunction(this, {
      service: 'send-email',
      folder: 'queues/send-email',
      timeout: SEND_TIMEOUT,
      unscoped: {
        actions: ['ses:SendRawEmail'],
        // Who sends as whom is granted to each workspace; whatever goes wrong there, no mail leaves as anybody else (X9). The
        // emulator of tests/deploy fills in no condition key of SES: record-decisions.py names the sender for it.
        conditions: { StringLike: { 'ses:FromAddress': senderDomains.map((domain) => `*@${domain}`) } },
        reason:
          'SES: in the sandbox the identity of the receiver is checked too. The condition limits the domains that mails come from.',
      },
      table: { table: data.table, actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi2'] },
      environment: {
        MAIL_QUEUE_URL: this.mailQueue.queue.queueUrl,
        FEEDBACK_QUEUE_URL: feedbackQueue.queue.queueUrl,
        FEEDBACK_DEAD_QUEUE_URL: feedbackQueue.dead.queueUrl,
        CONFIGURATION_SET: configurationSet.configurationSetName,
        MAIL_DOMAIN: mailDomain,
        PUBLIC_URL: api.url,
      },
    });
    // A mail that has to wait for SES goes to the end of the queue again.
    this.mailQueue.filledBy(sendEmail);
    feedbackQueue.countedBy(sendEmail);
    this.mailQueue.workedBy(sendEmail, { batchSize: 10, maxConcurrency: settings.mailConcurrency });

    const mailFeedback = new ServiceFunction(this, {
      service: 'mail-feedback',
      folder: 'queues/mail-feedback',
      timeout: FEEDBACK_TIMEOUT,
      table: { table: data.table, actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi2'] },
    });
    feedbackQueue.workedBy(mailFeedback, { batchSize: 10, maxConcurrency: 10 });

    this.functions = [sendEmail, mailFeedback];
    this.queues = [this.mailQueue, feedbackQueue];
    this.dead = this.queues.map((queue) => queue.dead);
    new CfnOutput(this, 'MailDomain', { value: mailDomain });
    new CfnOutput(this, 'SenderDomains', { value: senderDomains.join(',') });
    new CfnOutput(this, 'FeedbackTopicArn', { value: topic.topicArn });
  }

  private reportsTo(feedback: ServiceQueue): Topic {
    const topic = new Topic(this, 'feedback-topic', { enforceSSL: true });
    topic.addSubscription(new SqsSubscription(feedback.queue, { deadLetterQueue: feedback.dead }));
    return topic;
  }

  private configurationSet(topic: Topic): ConfigurationSet {
    const set = new ConfigurationSet(this, 'configuration-set', {
      configurationSetName: physicalName(this.settings, 'mail'),
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    set.addEventDestination('feedback', {
      destination: EventDestination.snsTopic(topic),
      events: REPORTED,
    });
    return set;
  }
}
