import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';
import { physicalName, type StageStack } from './stage-stack.ts';

// SQS keeps a message for 14 days at most.
const MAX_RETENTION = Duration.days(14);

// AWS asks for sqs:SendMessage for a batch too; emulators and policy checkers that do not know it ask for the call's own name.
const SEND = 'sqs:SendMessage*';

/** A queue that takes only TLS, where what its owner gives up on stays for 14 days. An alarm watches it. */
export class DeadLetterQueue extends Queue {
  readonly physicalQueueName: string;

  constructor(stack: StageStack, name: string) {
    const queueName = physicalName(stack.settings, `${name}-dead`);
    super(stack, `${name}-dead`, {
      queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: MAX_RETENTION,
    });
    this.physicalQueueName = queueName;
    acknowledge(this, 'SQS3', 'This is a dead-letter queue.');
  }
}

export type QueueWorkerOptions = {
  batchSize: number;
  /** How long SQS may wait to fill a batch; 0 unless told otherwise. */
  window?: Duration;
  /** How many copies of the worker run at once; at least 2. */
  maxConcurrency?: number;
};

/** A job queue with its dead-letter queue. */
export class ServiceQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetterQueue;
  readonly physicalQueueName: string;

  /** `workerTimeout`: of the function that works it; AWS asks for a visibility timeout of six times that. */
  constructor(stack: StageStack, name: string, options: { workerTimeout: Duration; maxReceiveCount: number }) {
    super(stack, `${name}-jobs`);
    this.physicalQueueName = physicalName(stack.settings, name);
    this.dead = new DeadLetterQueue(stack, name);
    this.queue = new Queue(this, 'queue', {
      queueName: this.physicalQueueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: MAX_RETENTION,
      visibilityTimeout: Duration.seconds(options.workerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: options.maxReceiveCount },
    });
  }

  /** Lets the function add jobs, one by one and in batches. */
  filledBy(producer: ServiceFunction): void {
    producer.grantOn([SEND], this.queue.queueArn);
    acknowledge(
      producer.role ?? producer,
      `IAM5[Action::${SEND}]`,
      'To AWS it is SendMessage alone; others ask for SendMessageBatch too.',
    );
  }

  /** Lets the function put what no repeat can help straight among the dead letters, with its reason. */
  givenUpBy(worker: ServiceFunction): void {
    worker.grantOn([SEND], this.dead.queueArn);
  }

  /** Lets the function ask how many messages wait, dead letters among them. */
  countedBy(asker: ServiceFunction): void {
    for (const { queueArn } of [this.queue, this.dead]) asker.grantOn(['sqs:GetQueueAttributes'], queueArn);
  }

  /** Lets the function work the queue; a message it reports as failed comes back alone. */
  workedBy(worker: ServiceFunction, options: QueueWorkerOptions): void {
    worker.grantOn(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queue.queueArn);
    new EventSourceMapping(this, 'worker', {
      target: worker,
      eventSourceArn: this.queue.queueArn,
      batchSize: options.batchSize,
      reportBatchItemFailures: true,
      ...(options.window ? { maxBatchingWindow: options.window } : {}),
      ...(options.maxConcurrency ? { maxConcurrency: options.maxConcurrency } : {}),
    });
  }
}
