import { CfnOutput, Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { DECLARING_ENTITIES } from '#store/facts';
import { filesUnder } from '../constructs/files-under.ts';
import { keptRecords } from '../constructs/kept-records.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { type DeadLetterQueue, ServiceQueue } from '../constructs/service-queue.ts';
import { physicalName, StageStack } from '../constructs/stage-stack.ts';
import { consumeStream } from '../constructs/stream-consumer.ts';
import type { StageSettings } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { MailStack } from './mail-stack.ts';
import { allowOnSockets, type RealtimeStack } from './realtime-stack.ts';

const EVALUATE_TIMEOUT = Duration.seconds(60);
// A message that fails is shown again every six minutes: for a day, so that no outage of hours needs a person.
const RECEIVES_OF_A_DAY = 240;
// A page of an erasure or of an unlinking, or the retry of one effect.
const FOLLOW_UP_TIMEOUT = Duration.seconds(60);
// What is caught up on leaves capacity to what happens now.
const MAX_FOLLOW_UP_WORKERS = 10;
// A batch is one lane for each message: 5 s for the answer, the rest for the table.
const WEBHOOK_TIMEOUT = Duration.seconds(20);
// Slow endpoints must not take the account's concurrency from everything else.
const MAX_WEBHOOK_WORKERS = 50;
// A slice takes 40 s at most (layers/usecases/connect/run-job.ts); the rest is for what is under way then.
const JOB_TIMEOUT = Duration.seconds(60);
// One vCPU: a slice parses, and waits for many writes at once.
const JOB_MEMORY_MIB = 1_769;
// Imports must leave the table's and the account's capacity to callers.
const MAX_JOB_WORKERS = 5;
// DynamoDB keeps stream records for 24 hours.
const STREAM_RETENTION = Duration.hours(24);

/** What follows a write: pushes to sockets, evaluation of rules, jobs, and facts for outside subscribers. */
export class PipelineStack extends StageStack {
  readonly functions: ServiceFunction[];
  readonly queues: ServiceQueue[];
  readonly dead: DeadLetterQueue[];
  readonly evaluateQueue: ServiceQueue;
  readonly followUpQueue: ServiceQueue;
  readonly webhookQueue: ServiceQueue;
  readonly jobQueue: ServiceQueue;

  constructor(scope: Construct, settings: StageSettings, data: DataStack, realtime: RealtimeStack, mail: MailStack) {
    super(scope, 'pipeline', settings, 'stream consumers, evaluation and the event bus');
    this.evaluateQueue = new ServiceQueue(this, 'evaluate', {
      workerTimeout: EVALUATE_TIMEOUT,
      maxReceiveCount: RECEIVES_OF_A_DAY,
    });
    this.followUpQueue = new ServiceQueue(this, 'follow-up', {
      workerTimeout: FOLLOW_UP_TIMEOUT,
      maxReceiveCount: RECEIVES_OF_A_DAY,
    });
    this.webhookQueue = new ServiceQueue(this, 'webhook', { workerTimeout: WEBHOOK_TIMEOUT, maxReceiveCount: 5 });
    this.jobQueue = new ServiceQueue(this, 'job', { workerTimeout: JOB_TIMEOUT, maxReceiveCount: RECEIVES_OF_A_DAY });
    const bus = new EventBus(this, 'bus', { eventBusName: physicalName(this.settings, 'events') });
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });

    const evaluate = this.evaluateWorker(data, mail);
    this.functions = [
      this.push(data, realtime),
      this.outbox(data, mail, bus),
      this.followUpWorker(data, mail, bus, realtime),
      evaluate,
      this.webhookWorker(data),
      this.jobWorker(data),
    ];
    this.queues = [this.evaluateQueue, this.followUpQueue, this.webhookQueue, this.jobQueue];
    this.dead = this.queues.map(({ dead }) => dead);
  }

  /** Best effort and quick: a client that misses a push catches up by sequence, so nothing is retried for long. */
  private push({ table }: DataStack, realtime: RealtimeStack): ServiceFunction {
    const push = new ServiceFunction(this, {
      service: 'push',
      folder: 'streams/push',
      table: { table, actions: ['GetItem', 'Query', 'BatchWriteItem'] },
      environment: { WEBSOCKET_CALLBACK_URL: realtime.callback.url },
    });
    allowOnSockets(push, realtime, 'POST');
    consumeStream(push, {
      table,
      entities: ['part'],
      changes: ['INSERT'],
      batchSize: 10,
      retryAttempts: 1,
      parallelizationFactor: 4,
    });
    return push;
  }

  /** Reliable: what fails is kept whole, for the follow-up queue, or for people where no repeat can help. */
  private outbox(data: DataStack, mail: MailStack, bus: EventBus): ServiceFunction {
    const { table } = data;
    const outbox = new ServiceFunction(this, {
      service: 'outbox',
      folder: 'streams/outbox',
      timeout: Duration.seconds(60),
      table: { table, actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'] },
      environment: this.namesOfEffects(data, mail, bus),
    });
    this.allowEffects(outbox, data, mail, bus);
    consumeStream(outbox, {
      table,
      entities: DECLARING_ENTITIES.written,
      removals: DECLARING_ENTITIES.removed,
      changes: ['INSERT', 'MODIFY'],
      batchSize: 100,
      // A function that dies over a batch every time cannot keep it: Lambda puts it, whole, into the bucket.
      retryAttempts: 100,
      maxRecordAge: STREAM_RETENTION,
      parallelizationFactor: 4,
      dead: data.keptRecords,
    });
    return outbox;
  }

  /** Does again what failed behind the stream, each effect on its own; erases, merges, unlinks and ends sockets. */
  private followUpWorker(data: DataStack, mail: MailStack, bus: EventBus, realtime: RealtimeStack): ServiceFunction {
    const worker = new ServiceFunction(this, {
      service: 'follow-up',
      folder: 'queues/follow-up',
      timeout: FOLLOW_UP_TIMEOUT,
      table: {
        table: data.table,
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
        indexes: ['gsi1', 'gsi2'],
      },
      environment: { ...this.namesOfEffects(data, mail, bus), WEBSOCKET_CALLBACK_URL: realtime.callback.url },
    });
    allowOnSockets(worker, realtime, 'DELETE');
    this.allowEffects(worker, data, mail, bus);
    keptRecords(data.keptRecords).readBy(worker);
    this.followUpQueue.workedBy(worker, { batchSize: 5, maxConcurrency: MAX_FOLLOW_UP_WORKERS });
    return worker;
  }

  private namesOfEffects(data: DataStack, mail: MailStack, bus: EventBus): Record<string, string> {
    return {
      EVALUATE_QUEUE_URL: this.evaluateQueue.queue.queueUrl,
      FOLLOW_UP_QUEUE_URL: this.followUpQueue.queue.queueUrl,
      FOLLOW_UP_DEAD_QUEUE_URL: this.followUpQueue.dead.queueUrl,
      MAIL_QUEUE_URL: mail.mailQueue.queue.queueUrl,
      WEBHOOK_QUEUE_URL: this.webhookQueue.queue.queueUrl,
      JOB_QUEUE_URL: this.jobQueue.queue.queueUrl,
      KEPT_RECORDS_BUCKET: data.keptRecords.bucketName,
      EVENT_BUS_NAME: bus.eventBusName,
    };
  }

  /** Whatever can follow from a fact. */
  private allowEffects(served: ServiceFunction, data: DataStack, mail: MailStack, bus: EventBus): void {
    for (const queue of [this.evaluateQueue, this.followUpQueue, mail.mailQueue, this.webhookQueue, this.jobQueue])
      queue.filledBy(served);
    this.followUpQueue.givenUpBy(served);
    keptRecords(data.keptRecords).writtenBy(served);
    served.grantOn(['events:PutEvents'], bus.eventBusArn);
  }

  /** Calls addresses that customers named: it may touch the table and its own queue, and nothing else. */
  private webhookWorker({ table }: DataStack): ServiceFunction {
    const worker = new ServiceFunction(this, {
      service: 'deliver-webhook',
      folder: 'queues/deliver-webhook',
      timeout: WEBHOOK_TIMEOUT,
      table: {
        table,
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      },
      environment: { WEBHOOK_QUEUE_URL: this.webhookQueue.queue.queueUrl },
    });
    this.webhookQueue.filledBy(worker);
    this.webhookQueue.workedBy(worker, { batchSize: 5, maxConcurrency: MAX_WEBHOOK_WORKERS });
    return worker;
  }

  /** Works imports and exports, a slice at a time. */
  private jobWorker({ table, transfers }: DataStack): ServiceFunction {
    const worker = new ServiceFunction(this, {
      service: 'run-job',
      folder: 'queues/run-job',
      timeout: JOB_TIMEOUT,
      memory: JOB_MEMORY_MIB,
      table: {
        table,
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem'],
        indexes: ['gsi1'],
      },
      environment: {
        JOB_QUEUE_URL: this.jobQueue.queue.queueUrl,
        JOB_DEAD_QUEUE_URL: this.jobQueue.dead.queueUrl,
        TRANSFERS_BUCKET: transfers.bucketName,
      },
    });
    filesUnder(transfers, 'imports').readBy(worker);
    filesUnder(transfers, 'errors').writtenBy(worker);
    filesUnder(transfers, 'exports').readBy(worker);
    filesUnder(transfers, 'exports').writtenBy(worker);
    this.jobQueue.filledBy(worker);
    this.jobQueue.givenUpBy(worker);
    this.jobQueue.workedBy(worker, { batchSize: 1, maxConcurrency: MAX_JOB_WORKERS });
    return worker;
  }

  private evaluateWorker({ table }: DataStack, mail: MailStack): ServiceFunction {
    const evaluate = new ServiceFunction(this, {
      service: 'evaluate',
      folder: 'queues/evaluate',
      timeout: EVALUATE_TIMEOUT,
      table: {
        table,
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
        indexes: ['gsi1', 'gsi2'],
      },
      environment: {
        EVALUATE_QUEUE_URL: this.evaluateQueue.queue.queueUrl,
        EVALUATE_DEAD_QUEUE_URL: this.evaluateQueue.dead.queueUrl,
        FOLLOW_UP_QUEUE_URL: this.followUpQueue.queue.queueUrl,
        MAIL_QUEUE_URL: mail.mailQueue.queue.queueUrl,
      },
    });
    mail.mailQueue.filledBy(evaluate);
    this.evaluateQueue.filledBy(evaluate);
    this.evaluateQueue.givenUpBy(evaluate);
    this.followUpQueue.filledBy(evaluate);
    this.evaluateQueue.workedBy(evaluate, { batchSize: 5 });
    return evaluate;
  }
}
