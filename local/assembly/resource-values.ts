import { createHash } from 'node:crypto';

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export type ResourceValues = { ref: string; attributes: Record<string, string> };

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

type Described = { type: string; stack: string; logicalId: string; properties: Record<string, unknown> };

/** Takes a resource with resolved properties; returns the values that other resources see of it. */
export function resourceValues(resource: Described): ResourceValues {
  const describe = byType[resource.type];
  if (describe) return describe(resource);
  const ref = text(resource.properties['Name']) ?? generatedName(resource, 255);
  return { ref, attributes: { Arn: arn('local', `${resource.type.replaceAll('::', '-')}/${ref}`) } };
}

const byType: Record<string, (resource: Described) => ResourceValues> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': (resource) => {
    const name = nameOf(resource, 'QueueName', 80);
    const ref = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
    return { ref, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: ref } };
  },
  'AWS::SNS::Topic': (resource) => {
    const name = nameOf(resource, 'TopicName', 200);
    const topic = arn('sns', name);
    return { ref: topic, attributes: { TopicArn: topic, TopicName: name } };
  },
  'AWS::S3::Bucket': (resource) => {
    const name = nameOf(resource, 'BucketName', 63).toLowerCase();
    const domain = `${name}.s3.amazonaws.com`;
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: domain } };
  },
  'AWS::Lambda::Function': (resource) => {
    const name = nameOf(resource, 'FunctionName', 64);
    return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
  },
  'AWS::Lambda::Version': ({ properties }) => qualified(properties, '1'),
  'AWS::Lambda::Alias': ({ properties }) => qualified(properties, text(properties['Name']) ?? 'live'),
  'AWS::Lambda::LayerVersion': (resource) => {
    const ref = arn('lambda', `layer:${nameOf(resource, 'LayerName', 140)}:1`);
    return { ref, attributes: { LayerVersionArn: ref } };
  },
  'AWS::ApiGatewayV2::Api': (resource) => {
    const ref = apiId(resource);
    const scheme = resource.properties['ProtocolType'] === 'WEBSOCKET' ? 'wss' : 'https';
    return { ref, attributes: { ApiId: ref, ApiEndpoint: `${scheme}://${ref}.execute-api.${REGION}.amazonaws.com` } };
  },
  'AWS::ApiGatewayV2::Stage': ({ properties }) => {
    return { ref: text(properties['StageName']) ?? '$default', attributes: {} };
  },
  'AWS::ApiGatewayV2::Integration': (resource) => ({ ref: apiId(resource), attributes: {} }),
  'AWS::Scheduler::Schedule': (resource) => {
    const name = nameOf(resource, 'Name', 64);
    const group = text(resource.properties['GroupName']) ?? 'default';
    return { ref: name, attributes: { Arn: arn('scheduler', `schedule/${group}/${name}`) } };
  },
  'AWS::Events::EventBus': (resource) => {
    const name = nameOf(resource, 'Name', 255);
    return { ref: name, attributes: { Name: name, Arn: arn('events', `event-bus/${name}`) } };
  },
  'AWS::SES::ConfigurationSet': (resource) => ({ ref: nameOf(resource, 'Name', 64), attributes: {} }),
  'AWS::SES::EmailIdentity': ({ properties }) => ({ ref: text(properties['EmailIdentity']) ?? '', attributes: {} }),
  'AWS::Cognito::UserPool': (resource) => {
    const ref = `${REGION}_${apiId(resource)}`;
    const provider = `cognito-idp.${REGION}.amazonaws.com/${ref}`;
    const attributes = { UserPoolId: ref, ProviderName: provider, ProviderURL: `https://${provider}` };
    return { ref, attributes: { ...attributes, Arn: arn('cognito-idp', `userpool/${ref}`) } };
  },
  'AWS::Cognito::UserPoolClient': (resource) => {
    const ref = `client${apiId(resource)}`;
    return { ref, attributes: { ClientId: ref } };
  },
};

function table(resource: Described): ResourceValues {
  const name = nameOf(resource, 'TableName', 255);
  const tableArn = arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local`, TableId: name } };
}

function qualified(properties: Record<string, unknown>, qualifier: string): ResourceValues {
  const name = text(properties['FunctionName']) ?? '';
  const ref = `${name.startsWith('arn:') ? name : arn('lambda', `function:${name}`)}:${qualifier}`;
  return { ref, attributes: { Version: qualifier, FunctionArn: ref, AliasArn: ref } };
}

function nameOf(resource: Described, property: string, longest: number): string {
  return text(resource.properties[property]) ?? generatedName(resource, longest);
}

function generatedName({ stack, logicalId }: Described, longest: number): string {
  return `${stack}-${logicalId}`.slice(-longest).replace(/^-+/, '');
}

function apiId({ stack, logicalId }: Described): string {
  return createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 10);
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
