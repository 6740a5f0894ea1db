import { basename, join } from 'node:path';
import type { ResolvedResource } from './resolve-stacks.ts';

type Properties = Record<string, unknown>;

export type LocalFunction = {
  /** Its name in faults and usage: POWERTOOLS_SERVICE_NAME, else the physical name. */
  service: string;
  name: string;
  arn: string;
  /** Folder of the bundle, or undefined for inline code. */
  folder: string | undefined;
  handler: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memory: number;
};

export type RouteTarget = { key: string; functionArn: string };
export type HttpApi = { id: string; routes: RouteTarget[]; cors: Properties | undefined };
export type WebSocketApi = { id: string; stage: string; selection: string; routes: RouteTarget[] };
export type Table = { name: string; arn: string; streamArn: string; properties: Properties };
export type Queue = {
  name: string;
  logicalId: string;
  arn: string;
  fifo: boolean;
  visibilitySeconds: number;
  delaySeconds: number;
  dead: { arn: string; maxReceiveCount: number } | undefined;
};
export type Topic = { name: string; arn: string };
export type Subscription = { topicArn: string; endpoint: string; raw: boolean; filterPolicy: string | undefined };
export type EventSource = {
  id: string;
  functionName: string;
  sourceArn: string;
  batchSize: number;
  patterns: unknown[];
  reportsItemFailures: boolean;
  bisects: boolean;
  /** -1: until the record expires. */
  retries: number;
  concurrency: number | undefined;
  deadArn: string | undefined;
};
export type Schedule = { name: string; expression: string; functionArn: string; input: string | undefined };
export type EventDestination = { configurationSet: string; types: string[]; topicArn: string };

/** What the assembly deploys, in terms that the local runtime can act on. */
export type Deployment = {
  functions: LocalFunction[];
  httpApis: HttpApi[];
  webSocketApis: WebSocketApi[];
  tables: Table[];
  queues: Queue[];
  topics: Topic[];
  subscriptions: Subscription[];
  buckets: string[];
  eventSources: EventSource[];
  schedules: Schedule[];
  eventDestinations: EventDestination[];
  signInClients: { id: string; callbackUrls: string[]; logoutUrls: string[] }[];
};

/** Takes the resolved resources of an assembly; returns the deployment they describe. */
export function readDeployment(resources: ResolvedResource[]): Deployment {
  const of = (...types: string[]) => resources.filter(({ type }) => types.includes(type));
  const apis = of('AWS::ApiGatewayV2::Api');
  const routesOf = (apiId: string) => routes(resources, apiId);
  return {
    functions: of('AWS::Lambda::Function').map(lambdaFunction),
    httpApis: apis
      .filter(({ properties }) => properties['ProtocolType'] !== 'WEBSOCKET')
      .map(({ values, properties }) => ({
        id: values.ref,
        routes: routesOf(values.ref),
        cors: optional(properties['CorsConfiguration']),
      })),
    webSocketApis: apis
      .filter(({ properties }) => properties['ProtocolType'] === 'WEBSOCKET')
      .map(({ values, properties }) => ({
        id: values.ref,
        stage:
          of('AWS::ApiGatewayV2::Stage').find((stage) => stage.properties['ApiId'] === values.ref)?.values.ref ??
          'local',
        selection: text(properties['RouteSelectionExpression']) ?? '$request.body.action',
        routes: routesOf(values.ref),
      })),
    tables: of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(({ values, properties }) => ({
      name: values.ref,
      arn: values.attributes['Arn'] ?? '',
      streamArn: values.attributes['StreamArn'] ?? '',
      properties,
    })),
    queues: of('AWS::SQS::Queue').map(queue),
    topics: of('AWS::SNS::Topic').map(({ values }) => ({
      arn: values.ref,
      name: values.attributes['TopicName'] ?? '',
    })),
    subscriptions: of('AWS::SNS::Subscription').map(({ properties }) => ({
      topicArn: text(properties['TopicArn']) ?? '',
      endpoint: text(properties['Endpoint']) ?? '',
      raw: isTrue(properties['RawMessageDelivery']),
      filterPolicy: properties['FilterPolicy'] === undefined ? undefined : JSON.stringify(properties['FilterPolicy']),
    })),
    buckets: of('AWS::S3::Bucket').map(({ values }) => values.ref),
    eventSources: of('AWS::Lambda::EventSourceMapping').map(eventSource),
    schedules: of('AWS::Scheduler::Schedule').map(({ values, properties }) => ({
      name: values.ref,
      expression: text(properties['ScheduleExpression']) ?? '',
      functionArn: text(record(properties['Target'])['Arn']) ?? '',
      input: text(record(properties['Target'])['Input']),
    })),
    eventDestinations: of('AWS::SES::ConfigurationSetEventDestination').flatMap(eventDestination),
    signInClients: of('AWS::Cognito::UserPoolClient').map(({ values, properties }) => ({
      id: values.ref,
      callbackUrls: strings(properties['CallbackURLs']),
      logoutUrls: strings(properties['LogoutURLs']),
    })),
  };
}

/** The WebSocket APIs' ids, which the addresses depend on and which therefore are read first. */
export function webSocketApiIds(resources: ResolvedResource[]): Set<string> {
  const apis = resources.filter(({ type, properties }) => {
    return type === 'AWS::ApiGatewayV2::Api' && properties['ProtocolType'] === 'WEBSOCKET';
  });
  return new Set(apis.map(({ values }) => values.ref));
}

function lambdaFunction({ values, properties, assets }: ResolvedResource): LocalFunction {
  const variables = record(record(properties['Environment'])['Variables']);
  const environment = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
  const key = text(record(properties['Code'])['S3Key']);
  return {
    service: environment['POWERTOOLS_SERVICE_NAME'] ?? values.ref,
    name: values.ref,
    arn: values.attributes['Arn'] ?? '',
    folder: key === undefined ? undefined : (assets.get(key) ?? assets.get(basename(key))),
    handler: text(properties['Handler']) ?? 'index.handler',
    environment,
    // Lambda's own defaults.
    timeoutSeconds: number(properties['Timeout']) ?? 3,
    memory: number(properties['MemorySize']) ?? 128,
  };
}

function routes(resources: ResolvedResource[], apiId: string): RouteTarget[] {
  const integrations = resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Integration');
  return resources
    .filter(({ type, properties }) => type === 'AWS::ApiGatewayV2::Route' && properties['ApiId'] === apiId)
    .flatMap(({ properties }) => {
      const id = text(properties['Target'])?.replace('integrations/', '');
      const uri = text(integrations.find(({ values }) => values.ref === id)?.properties['IntegrationUri']) ?? '';
      const functionArn = uri.match(/arn:aws:lambda:[^/]+/)?.[0];
      return functionArn ? [{ key: text(properties['RouteKey']) ?? '$default', functionArn }] : [];
    });
}

function queue({ values, properties, logicalId }: ResolvedResource): Queue {
  const redrive = record(properties['RedrivePolicy']);
  const deadArn = text(redrive['deadLetterTargetArn']);
  return {
    name: values.attributes['QueueName'] ?? '',
    logicalId,
    arn: values.attributes['Arn'] ?? '',
    fifo: isTrue(properties['FifoQueue']),
    visibilitySeconds: number(properties['VisibilityTimeout']) ?? 30,
    delaySeconds: number(properties['DelaySeconds']) ?? 0,
    dead: deadArn ? { arn: deadArn, maxReceiveCount: number(redrive['maxReceiveCount']) ?? 10 } : undefined,
  };
}

function eventSource({ logicalId, stack, properties }: ResolvedResource): EventSource {
  const filters = record(properties['FilterCriteria'])['Filters'];
  const responseTypes = strings(properties['FunctionResponseTypes']);
  return {
    id: join(stack, logicalId),
    functionName: text(properties['FunctionName']) ?? '',
    sourceArn: text(properties['EventSourceArn']) ?? '',
    batchSize: number(properties['BatchSize']) ?? (text(properties['EventSourceArn'])?.includes(':sqs:') ? 10 : 100),
    patterns: (Array.isArray(filters) ? filters : []).map((filter) =>
      JSON.parse(text(record(filter)['Pattern']) ?? '{}'),
    ),
    reportsItemFailures: responseTypes.includes('ReportBatchItemFailures'),
    bisects: isTrue(properties['BisectBatchOnFunctionError']),
    retries: number(properties['MaximumRetryAttempts']) ?? -1,
    concurrency: number(record(properties['ScalingConfig'])['MaximumConcurrency']),
    deadArn: text(record(record(properties['DestinationConfig'])['OnFailure'])['Destination']),
  };
}

function eventDestination({ properties }: ResolvedResource): EventDestination[] {
  const destination = record(properties['EventDestination']);
  const topicArn = text(record(destination['SnsDestination'])['TopicARN']);
  if (topicArn === undefined || destination['Enabled'] === false) return [];
  const types = strings(destination['MatchingEventTypes']).map((type) => type.toLowerCase());
  return [{ configurationSet: text(properties['ConfigurationSetName']) ?? '', types, topicArn }];
}

function record(value: unknown): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function optional(value: unknown): Properties | undefined {
  return value === undefined ? undefined : record(value);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return value === undefined || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
