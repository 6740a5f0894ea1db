import { isOurFault } from './failure-response.ts';
import type { Log } from './logger.ts';
import { beginState, type HttpRequest, stateOf } from './request-state.ts';

const started = new WeakMap<object, number>();

/**
 * The outermost layer: gives the request its id (Lambda's, a UUID; callers cannot choose it), puts it and the
 * rate limit's state on the response, and writes the one log line of the request.
 */
export function requestContext(log: Log) {
  return {
    before: ({ event, context }: HttpRequest) => {
      beginState(event, context.awsRequestId);
      started.set(event, performance.now());
    },
    after: (request: HttpRequest) => finish(request, log),
    onError: (request: HttpRequest) => finish(request, log),
  };
}

function finish(request: HttpRequest, log: Log): void {
  const { event, response, error } = request;
  const { requestId, match, actor, rate } = stateOf(event);
  if (response !== undefined && response !== null) {
    response.headers = {
      ...response.headers,
      'X-Request-Id': requestId,
      ...(rate === undefined
        ? {}
        : {
            'X-RateLimit-Limit': rate.limit,
            'X-RateLimit-Remaining': rate.remaining,
            'X-RateLimit-Reset': rate.reset,
          }),
    };
  }

  const fields = {
    correlationId: requestId,
    operation: match?.route.contract.operation,
    method: event.requestContext.http.method,
    status: response?.statusCode,
    workspaceId: actor?.kind === 'person' ? undefined : actor?.workspaceId,
    milliseconds: Math.round(performance.now() - (started.get(event) ?? performance.now())),
  };
  if (error !== undefined && error !== null && isOurFault(error)) log.error('request failed', fields, error);
  else log.info('request answered', fields);
}
