import middy from '@middy/core';
import httpCors from '@middy/http-cors';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import type { Actor } from '#domain/workspace/access/actor';
import { type AdmissionPorts, admission } from './admission.ts';
import { apiVersion, checkAvailable } from './api-version.ts';
import { boundedAnswer } from './bounded-answer.ts';
import type { Contract, ParsedCall, Reply, Route } from './contract.ts';
import { failureResponse, JSON_HEADERS } from './failure-response.ts';
import type { IdempotencyPorts } from './idempotency.ts';
import { parseInput } from './invalid-input.ts';
import { type Log, log as structuredLog } from './logger.ts';
import { answeringOnce, requestName } from './named-requests.ts';
import { asMuchAsMayBeRead } from './receipt.ts';
import { requestBody } from './request-body.ts';
import { requestContext } from './request-context.ts';
import { type HttpRequest, stateOf } from './request-state.ts';

export type HttpPorts = AdmissionPorts & IdempotencyPorts & { log?: Log };

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

const EXPOSED =
  'X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Link, Idempotent-Replayed';
const ACCEPTED = 'Authorization, Content-Type, Intercom-Version, Parley-Workspace, Idempotency-Key';

/**
 * Takes a function's routes and its ports; returns the Lambda handler for API Gateway's HTTP API (payload 2.0).
 * Every answer carries `X-Request-Id`, the rate limit and CORS headers; every failure is Intercom's `error.list`;
 * a response holds only what its contract names.
 * @example export const handler = httpApi(peopleRoutes(ports), ports);
 */
export function httpApi(routes: Route[], ports: HttpPorts): HttpHandler {
  const stack = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(requestContext(ports.log ?? structuredLog))
    .use(
      httpCors({
        disableBeforePreflightResponse: false,
        origin: '*',
        methods: 'GET, POST, PUT, DELETE, OPTIONS',
        headers: ACCEPTED,
        exposeHeaders: EXPOSED,
        maxAge: 7_200,
      }),
    )
    .use(failuresToResponses())
    .use(httpHeaderNormalizer())
    .use(admission(routes, ports))
    .use(requestName())
    .use(requestBody())
    .handler(answeringOnce(answer, ports));
  return (event, context) => stack(event, context);
}

function failuresToResponses() {
  return {
    onError: (request: HttpRequest) => {
      // Assigned, not returned: middy takes a returned value for the end of the chain and skips the CORS headers.
      request.response = failureResponse(request.error, stateOf(request.event));
    },
  };
}

async function answer(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { match, actor, upload, requestId } = stateOf(event);
  if (match === undefined) throw new Error('The stack was entered without admission');
  const { contract, run } = match.route;
  const version = apiVersion(event.headers['intercom-version']);
  stateOf(event).version = version;
  checkAvailable(version, contract);

  const call: ParsedCall = {
    actor,
    params: contract.params === undefined ? undefined : parseInput(contract.params, match.params),
    query: contract.query === undefined ? undefined : parseInput(contract.query, queryOf(event)),
    body: contract.body === undefined || upload !== undefined ? undefined : parseInput(contract.body, event.body ?? {}),
    upload,
    correlationId: requestId,
    version,
    origin: originOf(event),
    sourceIp: event.requestContext.http.sourceIp,
    headers: event.headers,
    headersOnly: event.requestContext.http.method === 'HEAD',
  };
  return await boundedAnswer(contract, call, async (asked) => {
    const result = await run(asked);
    return isReply(result) ? sendAsItStands(contract, result) : sendJson(contract, result, actor);
  });
}

function sendJson(contract: Contract, result: unknown, actor: Actor | undefined): APIGatewayProxyStructuredResultV2 {
  const statusCode = contract.status ?? 200;
  if (contract.response instanceof z.ZodUndefined) return { statusCode, headers: {}, body: '' };
  return {
    statusCode,
    headers: JSON_HEADERS,
    body: JSON.stringify(asMuchAsMayBeRead(actor, contract.scope, contract.response.parse(result))),
  };
}

function sendAsItStands(contract: Contract, reply: Reply): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: reply.status ?? contract.status ?? 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...reply.headers },
    body: reply.raw,
  };
}

function isReply(result: unknown): result is Reply {
  return typeof result === 'object' && result !== null && 'raw' in result && typeof result.raw === 'string';
}

/** The gateway joins what a parameter says twice with commas (payload 2.0); the last one counts. */
function queryOf({ rawQueryString }: APIGatewayProxyEventV2): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(rawQueryString));
}

function originOf(event: APIGatewayProxyEventV2): string {
  const { domainName, stage } = event.requestContext;
  const protocol = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const base = stage === '$default' ? '' : `/${stage}`;
  return `${protocol}://${event.headers.host ?? domainName}${base}`;
}
