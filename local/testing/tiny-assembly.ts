import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository.ts';
import { TINY_FUNCTIONS } from './tiny-functions.ts';

const join_ = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const ref = (Ref: string) => ({ Ref });
const att = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });

/** Writes a cloud assembly with one small function for every kind of trigger; returns its folder and how to remove it. */
export function writeTinyAssembly(name: string): { folder: string; remove(): void } {
  // Inside the repository, so that the functions find the SDK.
  const folder = join(repository, '.parley', `tiny-${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: object) => writeFileSync(join(folder, file), JSON.stringify(content));

  const services = Object.keys(TINY_FUNCTIONS);
  for (const service of services) {
    mkdirSync(join(folder, `asset.${service}`), { recursive: true });
    writeFileSync(join(folder, `asset.${service}`, 'index.mjs'), TINY_FUNCTIONS[service] ?? '');
  }
  write('manifest.json', {
    artifacts: {
      'data.assets': { type: 'cdk:asset-manifest', properties: { file: 'data.assets.json' } },
      data: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'data.template.json', stackName: 'tiny-data' },
      },
      app: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'app.template.json', stackName: 'tiny-app' },
      },
    },
  });
  write('data.assets.json', {
    files: Object.fromEntries(
      services.map((service) => [
        service,
        { source: { path: `asset.${service}` }, destinations: { here: { objectKey: `${service}.zip` } } },
      ]),
    ),
  });
  write('data.template.json', dataTemplate);
  write('app.template.json', { Resources: { ...functions(services), ...pipeline, ...api, ...sockets, ...mail } });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const dataTemplate = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
  },
  Outputs: {
    Name: { Value: ref('Table'), Export: { Name: 'tiny:table' } },
    Stream: { Value: att('Table', 'StreamArn'), Export: { Name: 'tiny:stream' } },
  },
};

function functions(services: string[]) {
  const environment = {
    TABLE_NAME: { 'Fn::ImportValue': 'tiny:table' },
    QUEUE_URL: ref('Jobs'),
    CALLBACK_URL: join_(
      'https://',
      ref('Sockets'),
      '.execute-api.',
      ref('AWS::Region'),
      '.',
      ref('AWS::URLSuffix'),
      '/live',
    ),
    PUBLIC_URL: att('Http', 'ApiEndpoint'),
  };
  return Object.fromEntries(
    services.map((service) => [
      service,
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: `tiny-${service}`,
          Handler: 'index.handler',
          Timeout: 5,
          Code: { S3Bucket: 'assets', S3Key: `${service}.zip` },
          Environment: { Variables: { ...environment, POWERTOOLS_SERVICE_NAME: service } },
        },
      },
    ]),
  );
}

const pipeline = {
  Jobs: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'tiny-jobs',
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: att('Dead'), maxReceiveCount: 3 },
    },
  },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tiny-jobs-dead' } },
  Buried: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tiny-buried' } },
  DeadReader: source('undertaker', att('Dead'), {}),
  FeedbackReader: source('feedback', att('Feedback'), {}),
  JobsReader: source('worker', att('Jobs'), { BatchSize: 5, FunctionResponseTypes: ['ReportBatchItemFailures'] }),
  StreamReader: source(
    'watcher',
    { 'Fn::ImportValue': 'tiny:stream' },
    {
      BatchSize: 10,
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
      FilterCriteria: {
        Filters: [
          { Pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['item'] } } } }) },
        ],
      },
    },
  ),
  Tick: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: { ScheduleExpression: 'rate(1 minute)', Target: { Arn: att('tick') } },
  },
};

function source(service: string, EventSourceArn: unknown, rules: object) {
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: ref(service), EventSourceArn, ...rules },
  };
}

const api = {
  Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'tiny', ProtocolType: 'HTTP' } },
  HttpIntegration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Http'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: att('api'),
      PayloadFormatVersion: '2.0',
    },
  },
  HttpRoute: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Http'),
      RouteKey: 'ANY /api/{proxy+}',
      Target: join_('integrations/', ref('HttpIntegration')),
    },
  },
};

const socketRoutes = Object.entries({ $connect: 'connect', $disconnect: 'disconnect', $default: 'frames' });
const sockets = {
  Sockets: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { Name: 'tiny-sockets', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
  },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: ref('Sockets'), StageName: 'live' } },
  ...Object.fromEntries(
    socketRoutes.flatMap(([RouteKey, service]) => {
      const uri = join_('arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', att(service), '/invocations');
      return [
        [
          `${service}Integration`,
          { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: ref('Sockets'), IntegrationUri: uri } },
        ],
        [
          `${service}Route`,
          {
            Type: 'AWS::ApiGatewayV2::Route',
            Properties: {
              ApiId: ref('Sockets'),
              RouteKey,
              Target: join_('integrations/', ref(`${service}Integration`)),
            },
          },
        ],
      ];
    }),
  ),
};

const mail = {
  Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'tiny-mail' } },
  Destination: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: ref('Set'),
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['SEND', 'DELIVERY', 'BOUNCE'],
        SnsDestination: { TopicARN: ref('Topic') },
      },
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'tiny-feedback' } },
  Feedback: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'tiny-feedback' } },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: att('Feedback'), RawMessageDelivery: true },
  },
};
