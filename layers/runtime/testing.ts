import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { HttpHandler } from './http-api.ts';

/** The id of every request made here. */
export const REQUEST_ID = '5ef5682e-f66e-40a4-b828-8592175f83b8';

export type TestRequest = {
  method?: string;
  /** Raw, with its query string. */
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  stage?: string;
};

export type TestResponse = { status: number; headers: Record<string, unknown>; text: string; json: unknown };

/** Takes a handler and a request; returns what API Gateway would answer, headers by their lower-case names. */
export async function send(handler: HttpHandler, request: TestRequest): Promise<TestResponse> {
  const response = await handler(httpEvent(request), aContext());
  const text = response.body ?? '';
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
  return { status: response.statusCode ?? 0, headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** Takes a request; returns the event that API Gateway's HTTP API makes of it (payload 2.0). */
export function httpEvent({ method = 'GET', path, headers = {}, body, stage = '$default' }: TestRequest) {
  const [sent = '/', rawQueryString = ''] = path.split('?');
  const rawPath = decoded(sent);
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString))
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: { host: 'api.example.com', 'x-forwarded-proto': 'https', ...headers },
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'jest' },
      requestId: 'gateway',
      routeKey: '$default',
      stage,
      time: '',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  return event;
}

/** API Gateway hands over the path decoded once. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Returns the context that Lambda hands to a handler. */
export function aContext(): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'test',
    functionVersion: '1',
    invokedFunctionArn: '',
    memoryLimitInMB: '512',
    awsRequestId: REQUEST_ID,
    logGroupName: '',
    logStreamName: '',
    getRemainingTimeInMillis: () => 10_000,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
