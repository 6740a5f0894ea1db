import type { IncomingHttpHeaders } from 'node:http';
import { SOCKETS_PATH } from '../assembly/local-addresses.ts';

export type AwsService = 'dynamodb' | 'sqs' | 'sns' | 's3' | 'ses' | 'events' | 'execute-api' | 'unknown';

/** Who calls what. `call` is the name that faults and usage use, such as `DynamoDB.PutItem`. */
export type IdentifiedCall = {
  service: AwsService;
  call: string;
  operation: string;
  accessKeyId: string;
  caller: string;
};

type Request = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };

/** Takes a request that an AWS SDK signed; returns what it calls and for which function, by its access key. */
export function identifyCall({ method, path, headers, body }: Request): IdentifiedCall {
  const [, accessKeyId = 'unknown', scope = ''] =
    headers.authorization?.match(/Credential=([^/]+)\/\d+\/[^/]+\/([\w-]+)\/aws4_request/) ?? [];
  const caller = accessKeyId.replace(/^local-/, '').replace(/\.\d+$/, '');
  const target = String(headers['x-amz-target'] ?? '');
  const [prefix, operation] = naming(scope, { method, path, target, body });
  return { service: serviceOf(scope, path), call: `${prefix}.${operation}`, operation, accessKeyId, caller };
}

function serviceOf(scope: string, path: string): AwsService {
  if (path.startsWith(SOCKETS_PATH)) return 'execute-api';
  if (scope === 'dynamodb' || scope === 'sqs' || scope === 'sns' || scope === 's3') return scope;
  if (scope === 'ses' || scope === 'events' || scope === 'execute-api') return scope;
  return 'unknown';
}

function naming(
  scope: string,
  request: { method: string; path: string; target: string; body: Buffer },
): [string, string] {
  const { method, path, target, body } = request;
  const targeted = target.split('.').at(-1) ?? '';
  if (path.startsWith(SOCKETS_PATH) || scope === 'execute-api')
    return ['WebSocket', socketOperations[method] ?? method];
  if (scope === 'dynamodb') return ['DynamoDB', targeted];
  if (scope === 'events') return ['EventBridge', targeted];
  if (scope === 's3') return ['S3', `${method[0]}${method.slice(1).toLowerCase()}Object`];
  const prefix = { sqs: 'SQS', sns: 'SNS', ses: 'SES' }[scope] ?? scope;
  if (targeted) return [prefix, targeted];
  if (path.startsWith('/v2/email/')) return [prefix, path.includes('bulk') ? 'SendBulkEmail' : 'SendEmail'];
  return [prefix, new URLSearchParams(body.toString()).get('Action') ?? method];
}

const socketOperations: Record<string, string> = {
  POST: 'PostToConnection',
  GET: 'GetConnection',
  DELETE: 'DeleteConnection',
};
