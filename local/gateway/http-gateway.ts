import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpApi } from '../assembly/deployment.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { respondWithError } from './error-envelope.ts';
import { httpEvent, splitUrl } from './http-event.ts';
import { respondWithResult } from './http-response.ts';
import { matchRoute } from './http-routes.ts';

// API Gateway takes 10 MB; Lambda takes 6 MB of event, in which the body is escaped or base64.
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
// API Gateway stops waiting after 30 seconds at most.
const INTEGRATION_TIMEOUT_MS = 29_000;

export type HttpGatewayPorts = {
  functions: FunctionRegistry;
  clock: { now(): number };
  /** Undefined until the product is ready. */
  api(): HttpApi | undefined;
  /** Answers what is not the API's, such as `/_local`; returns whether it did. */
  beside(request: IncomingMessage, response: ServerResponse, body: () => Promise<Buffer>): Promise<boolean>;
};

const tooLarge = { status: 413, code: 'payload_too_large', message: 'The request is larger than the gateway accepts.' };
const notFound = { status: 404, code: 'not_found', message: 'The requested resource was not found' };
const failure = { status: 500, code: 'server_error', message: 'Something went wrong on our side. Please try again.' };
const timedOut = { status: 504, code: 'server_timeout', message: 'The request took too long.' };
const starting = { status: 503, code: 'service_unavailable', message: 'The product is starting.' };

/** Takes the ports; returns an HTTP server that does what API Gateway's HTTP API does, with errors in Intercom's form. */
export function httpGateway(ports: HttpGatewayPorts): Server {
  return createServer((request, response) => {
    const requestId = randomUUID();
    serve(ports, request, response, requestId).catch((error: Error) => {
      if (response.headersSent) response.destroy(error);
      else respondWithError(response, requestId, error instanceof TooLarge ? tooLarge : failure);
    });
  });
}

async function serve(
  ports: HttpGatewayPorts,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  if (await ports.beside(request, response, () => readBody(request))) return;
  const api = ports.api();
  if (!api) return respondWithError(response, requestId, starting);

  const { origin } = request.headers;
  const method = request.method ?? 'GET';
  if (api.cors && method === 'OPTIONS' && request.headers['access-control-request-method']) {
    response.writeHead(204, preflightHeaders(api.cors, origin)).end();
    return;
  }
  const added = corsHeaders(api.cors, origin);
  for (const [name, value] of Object.entries(added)) response.setHeader(name, value);

  const body = await readBody(request);
  const [path] = splitUrl(request.url ?? '/');
  const route = matchRoute(api.routes, method, path);
  if (!route) return respondWithError(response, requestId, notFound);

  const event = httpEvent(request, body, { requestId, apiId: api.id, now: ports.clock.now(), route });
  if (Buffer.byteLength(JSON.stringify(event)) > MAX_EVENT_BYTES)
    return respondWithError(response, requestId, tooLarge);

  const outcome = await withTimeout(ports.functions.get(route.functionArn).invoke(event, requestId));
  if (outcome === undefined) return respondWithError(response, requestId, timedOut);
  if (!outcome.ok) return respondWithError(response, requestId, failure);
  // Lambda refuses to answer with more, and API Gateway tells that as any failure of a function.
  if (Buffer.byteLength(JSON.stringify(outcome.value ?? null)) > MAX_EVENT_BYTES)
    return respondWithError(response, requestId, failure);
  respondWithResult(response, outcome.value, added);
}

class TooLarge extends Error {}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Reads on to the end: a client that still sends would not hear an answer.
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_REQUEST_BYTES) chunks.push(chunk);
  }
  if (size > MAX_REQUEST_BYTES) throw new TooLarge();
  return Buffer.concat(chunks);
}

async function withTimeout<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, INTEGRATION_TIMEOUT_MS, undefined);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
