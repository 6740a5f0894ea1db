import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric, queueMetric } from './metrics.ts';
import type { ServiceFunction } from './service-function.ts';
import type { DeadLetterQueue, ServiceQueue } from './service-queue.ts';
import { physicalName, type StageStack } from './stage-stack.ts';

/** Everything that is looked after, by physical name. */
export type Watched = { functions: ServiceFunction[]; queues: ServiceQueue[]; dead: DeadLetterQueue[] };

const FIVE_MINUTES = Duration.minutes(5);

/** Adds the one dashboard: load, failures and lateness of every function and queue at a glance. */
export function overview(stack: StageStack, { functions, queues, dead }: Watched): Dashboard {
  const perFunction = (metricName: string, statistic: string) =>
    functions.map((each) =>
      functionMetric(each.physicalFunctionName, metricName, statistic, FIVE_MINUTES).with({ label: each.service }),
    );
  const perQueue = (metricName: string, watched: { physicalQueueName: string }[]) =>
    watched.map((each) =>
      queueMetric(each.physicalQueueName, metricName, FIVE_MINUTES).with({ label: each.physicalQueueName }),
    );
  const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 12 });

  return new Dashboard(stack, 'dashboard', {
    dashboardName: physicalName(stack.settings, 'overview'),
    widgets: [
      [graph('Invocations', perFunction('Invocations', 'Sum')), graph('Errors', perFunction('Errors', 'Sum'))],
      [graph('Duration p99', perFunction('Duration', 'p99')), graph('Throttles', perFunction('Throttles', 'Sum'))],
      [
        graph('Oldest message (s)', perQueue('ApproximateAgeOfOldestMessage', queues)),
        graph('Dead letters', perQueue('ApproximateNumberOfMessagesVisible', dead)),
      ],
    ],
  });
}
