import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '#domain/kernel/failure';
import { respondWithError } from '../gateway/error-envelope.ts';
import { splitUrl } from '../gateway/http-event.ts';

/** What a control call gets: its query, and its JSON body if it has one. */
export type ControlCall = { query: URLSearchParams; json(): Promise<unknown> };

/** Answers of the calls below `/_local`, by method and path: `GET /clock`. An empty path is the index. */
export type ControlRoutes = Record<string, (call: ControlCall) => Promise<unknown>>;

const PREFIX = '/_local';
const statuses: Partial<Record<Failure['code'], number>> = {
  bad_request: 400,
  not_found: 404,
  conflict: 409,
  unprocessable: 422,
  unavailable: 503,
};

/**
 * Takes the routes of the control endpoints; returns what answers requests below `/_local`, and says
 * whether it did. No deployed stack has these.
 */
export function control(routes: ControlRoutes) {
  return async (request: IncomingMessage, response: ServerResponse, body: () => Promise<Buffer>): Promise<boolean> => {
    const [path, query] = splitUrl(request.url ?? '/');
    if (path !== PREFIX && !path.startsWith(`${PREFIX}/`)) return false;

    const requestId = randomUUID();
    const name = path.slice(PREFIX.length).replace(/\/$/, '');
    const answer = routes[`${request.method} ${name}`];
    if (!answer) {
      await body();
      const known = Object.keys(routes).some((route) => route.split(' ')[1] === name);
      const error = known
        ? { status: 405, code: 'method_not_allowed', message: `${path} does not take ${request.method}.` }
        : { status: 404, code: 'not_found', message: `There is no ${path}. GET ${PREFIX} lists what there is.` };
      respondWithError(response, requestId, error);
      return true;
    }
    try {
      const bytes = await body();
      const result = await answer({ query: new URLSearchParams(query), json: async () => parse(bytes) });
      respondWithJson(response, result ?? {});
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { code, message, details } = error;
      const status = details.reason === 'not_implemented' ? 501 : (statuses[code] ?? 500);
      respondWithError(response, requestId, { status, code: details.reason ?? code, message });
    }
    return true;
  };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new Failure('bad_request', 'The body is not JSON.', { cause });
  }
}

function respondWithJson(response: ServerResponse, result: unknown): void {
  const text = JSON.stringify(result);
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
