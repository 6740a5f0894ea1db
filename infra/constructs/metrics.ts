import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** Takes a function's physical name; returns one of its metrics, without a reference to its stack. */
export function functionMetric(name: string, metricName: string, statistic: string, period: Duration): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    statistic,
    period,
    dimensionsMap: { FunctionName: name },
  });
}

/** Takes a queue's physical name; returns the highest value of one of its metrics. */
export function queueMetric(name: string, metricName: string, period: Duration): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName,
    statistic: 'Maximum',
    period,
    dimensionsMap: { QueueName: name },
  });
}
