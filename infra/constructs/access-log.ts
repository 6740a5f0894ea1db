import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { StageStack } from './stage-stack.ts';

// Neither the address of the caller nor the path, which may hold an external id or the token of a link.
const FORMAT = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
};

/** Takes the stack of an HTTP API; returns the settings of its access log, one JSON line a request. */
export function accessLog(stack: StageStack): IAccessLogSettings {
  const logGroup = new LogGroup(stack, 'access-logs', {
    retention: stack.settings.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return {
    destination: new LogGroupLogDestination(logGroup),
    format: AccessLogFormat.custom(JSON.stringify(FORMAT)),
  };
}
