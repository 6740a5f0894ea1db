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

/** The name by which usage and faults know who uses a signed address. */
const ADDRESS_HOLDER = 'signed-address';

type Request = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };

/** Takes a request that an AWS SDK signed; returns what it calls and for which function, by its access key. */
export function identifyCall({ method, path, headers, body }: Request): IdentifiedCall {
  const signed = headers.authorization ?? signature(path);
  const [, named = 'unknown', scope = ''] =
    signed.match(/Credential=([^/]+)\/\d+\/[^/]+\/([\w-]+)\/aws4_request/) ?? [];
  // Whoever was given a signed address calls by the key of the function that signed it, but is not that function.
  const accessKeyId = headers.authorization === undefined && scope === 's3' ? ADDRESS_HOLDER : named;
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
  if (scope === 's3') return ['S3', objectOperation(method, path)];
  const prefix = { sqs: 'SQS', sns: 'SNS', ses: 'SES' }[scope] ?? scope;
  if (targeted) return [prefix, targeted];
  if (path.startsWith('/v2/email/')) return [prefix, path.includes('bulk') ? 'SendBulkEmail' : 'SendEmail'];
  return [prefix, new URLSearchParams(body.toString()).get('Action') ?? method];
}

/** The credential of a signed address stands in its query. */
function signature(path: string): string {
  const credential = new URL(path, 'http://local').searchParams.get('X-Amz-Credential');
  return credential === null ? '' : `Credential=${credential}`;
}

/** S3 names an operation by method and query: `POST /bucket/key?uploads`. */
function objectOperation(method: string, path: string): string {
  const query = new URL(path, 'http://local').searchParams;
  if (query.has('list-type')) return 'ListObjectsV2';
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  if (query.has('partNumber')) return 'UploadPart';
  if (query.has('uploadId')) return 'AbortMultipartUpload';
  return `${method[0]}${method.slice(1).toLowerCase()}Object`;
}

const socketOperations: Record<string, string> = {
  POST: 'PostToConnection',
  GET: 'GetConnection',
  DELETE: 'DeleteConnection',
};
