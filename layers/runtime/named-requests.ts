import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { IdempotencyPorts } from './idempotency.ts';
import { keptAsMuchAsMayBeRead } from './receipt.ts';
import { type HttpRequest, stateOf } from './request-state.ts';

// Few requests name themselves: what it takes is loaded with the first that does (ADR 0005).
const idempotency = () => import('./idempotency.ts');

/**
 * A middleware that reads `Idempotency-Key` of a POST (X48; the IETF's draft of that header), before the body is parsed. A
 * route without a caller has nobody to whom a key could belong: there it is passed over.
 */
export function requestName() {
  return {
    before: async ({ event }: HttpRequest) => {
      const state = stateOf(event);
      const key = event.headers['idempotency-key'];
      if (key === undefined || event.requestContext.http.method !== 'POST' || state.actor === undefined) return;
      state.named = (await idempotency()).nameOf(event, key, state.actor);
    },
  };
}

type Answering = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** Takes what answers and the ports; returns the same, but for what is named: that is answered once. */
export function answeringOnce(answer: Answering, ports: IdempotencyPorts): Answering {
  return async (event) => {
    const { named, actor, match } = stateOf(event);
    if (named === undefined) return await answer(event);
    const { onceByName } = await idempotency();
    const answered = await onceByName(ports)(named, () => answer(event));
    return keptAsMuchAsMayBeRead(actor, match?.route.contract.scope, answered);
  };
}
