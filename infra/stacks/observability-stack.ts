import { Duration } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { functionMetric, queueMetric } from '../constructs/metrics.ts';
import { overview, type Watched } from '../constructs/overview.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { StageStack } from '../constructs/stage-stack.ts';
import type { StageSettings } from '../stages.ts';

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
// A mail or an evaluation that waits longer than this is late for its reader.
const LATE_SECONDS = 900;
// A lane that stands still is told within three minutes (X42): two of age, one of the metric.
const STANDSTILL_MS = 120_000;

/** One dashboard, and an alarm for each function, queue and dead-letter queue. Knows them by name, so it imports nothing. */
export class ObservabilityStack extends StageStack {
  private readonly topic: Topic;

  constructor(scope: Construct, settings: StageSettings, watched: Watched) {
    super(scope, 'observability', settings, 'dashboard and alarms');
    this.topic = this.alarmTopic();
    if (settings.alarmEmail) this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));

    for (const { service, physicalFunctionName } of watched.functions)
      this.watchFunction(service, physicalFunctionName);
    for (const { physicalQueueName } of watched.dead) this.watchDeadLetters(physicalQueueName);
    for (const { physicalQueueName } of watched.queues) this.watchQueue(physicalQueueName);
    this.watchSchedule(watched.functions);
    this.watchStream(watched.functions);
    overview(this, watched);
  }

  /** A topic that takes only TLS has a policy of its own, which must name who publishes. */
  private alarmTopic(): Topic {
    const topic = new Topic(this, 'alarms', { enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    return topic;
  }

  private watchFunction(service: string, name: string): void {
    this.alarm(`${service}-errors`, {
      alarmDescription: `${name} fails. Its log group tells why; an error there carries the request id.`,
      metric: functionMetric(name, 'Errors', 'Sum', FIVE_MINUTES),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }

  private watchDeadLetters(name: string): void {
    this.alarm(`${name}-messages`, {
      alarmDescription: `${name} holds work that was given up. Mend the cause, then redrive it.`,
      metric: queueMetric(name, 'ApproximateNumberOfMessagesVisible', MINUTE),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }

  private watchQueue(name: string): void {
    this.alarm(`${name}-age`, {
      alarmDescription: `The oldest message of ${name} waits for more than ${LATE_SECONDS / 60} minutes.`,
      metric: queueMetric(name, 'ApproximateAgeOfOldestMessage', FIVE_MINUTES),
      threshold: LATE_SECONDS,
      evaluationPeriods: 1,
    });
  }

  private watchSchedule(functions: ServiceFunction[]): void {
    for (const { physicalFunctionName } of functions.filter(({ service }) => service === 'tick')) {
      this.alarm('tick-stopped', {
        alarmDescription: 'The schedule does not run: nothing that waits for an instant happens.',
        metric: functionMetric(physicalFunctionName, 'Invocations', 'Sum', FIVE_MINUTES),
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold: 1,
        evaluationPeriods: 2,
        treatMissingData: TreatMissingData.BREACHING,
      });
    }
  }

  private watchStream(functions: ServiceFunction[]): void {
    for (const { physicalFunctionName } of functions.filter(({ service }) => service === 'outbox')) {
      this.alarm('outbox-behind', {
        alarmDescription: 'The outbox is behind the table: rules and mails are late. Stream records last for 24 hours.',
        metric: functionMetric(physicalFunctionName, 'IteratorAge', 'Maximum', MINUTE),
        threshold: STANDSTILL_MS,
        evaluationPeriods: 1,
      });
    }
  }

  private alarm(id: string, props: AlarmProps): void {
    new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
