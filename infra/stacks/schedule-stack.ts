import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { DeadLetterQueue } from '../constructs/service-queue.ts';
import { physicalName, StageStack } from '../constructs/stage-stack.ts';
import type { StageSettings } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { MailStack } from './mail-stack.ts';
import type { PipelineStack } from './pipeline-stack.ts';

/** The clock of the product: once a minute it asks the due index what is due. */
export class ScheduleStack extends StageStack {
  readonly functions: ServiceFunction[];
  readonly dead: DeadLetterQueue[];

  constructor(
    scope: Construct,
    settings: StageSettings,
    { table }: DataStack,
    { mailQueue }: MailStack,
    pipeline: PipelineStack,
  ) {
    super(scope, 'schedule', settings, 'the tick');
    const { evaluateQueue, webhookQueue } = pipeline;
    const tick = new ServiceFunction(this, {
      service: 'tick',
      folder: 'schedules/tick',
      timeout: Duration.seconds(55),
      table: { table, actions: ['Query', 'BatchWriteItem'] },
      environment: {
        EVALUATE_QUEUE_URL: evaluateQueue.queue.queueUrl,
        WEBHOOK_QUEUE_URL: webhookQueue.queue.queueUrl,
        MAIL_QUEUE_URL: mailQueue.queue.queueUrl,
      },
    });
    evaluateQueue.filledBy(tick);
    webhookQueue.filledBy(tick);
    mailQueue.filledBy(tick);
    // The next minute's tick finds everything that a lost one left, so a late repetition is of no use.
    tick.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });

    const dead = new DeadLetterQueue(this, 'tick');
    this.everyMinute(tick, dead);
    this.functions = [tick];
    this.dead = [dead];
  }

  private everyMinute(target: ServiceFunction, dead: DeadLetterQueue): void {
    const group = new ScheduleGroup(this, 'schedules', { scheduleGroupName: physicalName(this.settings, 'schedules') });
    const role = new Role(this, 'scheduler-role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [dead.queueArn] }));

    const schedule = new CfnSchedule(this, 'tick-schedule', {
      groupName: group.scheduleGroupName,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: dead.queueArn },
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(role);
  }
}
