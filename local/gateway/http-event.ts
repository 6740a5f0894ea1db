import type { IncomingMessage } from 'node:http';
import { decode, type MatchedRoute } from './http-routes.ts';

/** What API Gateway knows of a request beside the request itself. */
export type RequestFacts = { requestId: string; apiId: string; now: number; route: MatchedRoute };

/** A body of another charset is no text that JSON could carry. AWS does not say what its gateway does; the functions take both. */
const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-?8|us-ascii)/i;

const TEXT = /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml))\b)/i;

/**
 * Takes a request, its body and what the gateway knows; returns the event in payload format 2.0. API Gateway's HTTP API
 * decodes the path once, also for `$default`, so that `rawPath` is not raw, and joins what a parameter says twice by commas:
 * captured from AWS in hotsock/voker, vokerhttp/testdata/apigwv2-request.json (2026-07); the same in honojs/hono#2156.
 */
export function httpEvent(request: IncomingMessage, body: Buffer, facts: RequestFacts): Record<string, unknown> {
  const [path = '/', query = ''] = splitUrl(request.url ?? '/');
  const decoded = path.split('/').map(decode).join('/');
  const headers = flatHeaders(request);
  const { cookie, ...others } = headers;
  const type = headers['content-type'] ?? 'text/';
  const isText = TEXT.test(type) && !OTHER_CHARSET.test(type);
  const parameters = Object.keys(facts.route.parameters).length > 0 ? { pathParameters: facts.route.parameters } : {};
  return {
    version: '2.0',
    routeKey: facts.route.key,
    rawPath: decoded,
    rawQueryString: query,
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers: {
      ...others,
      'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': String(request.socket.localPort ?? ''),
    },
    ...(query ? { queryStringParameters: queryParameters(query) } : {}),
    ...parameters,
    requestContext: {
      accountId: '000000000000',
      apiId: facts.apiId,
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: facts.apiId,
      http: {
        method: request.method ?? 'GET',
        path: decoded,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: facts.requestId,
      routeKey: facts.route.key,
      stage: '$default',
      time: new Date(facts.now).toUTCString(),
      timeEpoch: facts.now,
    },
    ...(body.length > 0 ? { body: isText ? body.toString() : body.toString('base64') } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Takes a request target, also in absolute form (RFC 9112, 3.2.2); returns its path, still encoded, and its query. */
export function splitUrl(target: string): [string, string] {
  const relative = target.replace(/^https?:\/\/[^/?]*/i, '');
  const url = relative.startsWith('/') ? relative : `/${relative}`;
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** Takes a request; returns its headers with lower-case names, repeated ones joined by commas. */
export function flatHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  );
}

/** Takes a query; returns its parameters, repeated ones joined by commas as payload format 2.0 has them. */
export function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
}
