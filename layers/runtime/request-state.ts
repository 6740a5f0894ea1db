import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Actor } from '#domain/workspace/access/actor';
import type { KeptAnswerAddress } from '#domain/workspace/access/kept-answer-store';
import type { RateState } from '#domain/workspace/access/rate-limit';
import type { Route, Upload } from './contract.ts';
import type { Match } from './router.ts';

/** A request that names itself: the same key and content is the same request (X48). */
export type NamedRequest = KeptAnswerAddress & { key: string; fingerprint: string };

/** What the layers of the HTTP stack tell each other about one request. */
export type RequestState = {
  requestId: string;
  match?: Match<Route>;
  actor?: Actor | undefined;
  upload?: Upload;
  /** With an `Idempotency-Key`, what it means. */
  named?: NamedRequest;
  /** Settles when an actor known from before has been looked up anew; nothing may be answered earlier. */
  confirmed?: Promise<unknown>;
  rate?: RateState;
  /** The API version that is answered in, once it is known. */
  version?: string;
};

/** A request as middy hands it from layer to layer. */
export type HttpRequest = {
  event: APIGatewayProxyEventV2;
  context: Context;
  response?: APIGatewayProxyStructuredResultV2 | null | undefined;
  error?: unknown;
};

const states = new WeakMap<object, RequestState>();

/** Takes a request's event and its id; begins its state. */
export function beginState(event: object, requestId: string): void {
  states.set(event, { requestId });
}

/** Takes a request's event; returns the state that the layers before have left. */
export function stateOf(event: object): RequestState {
  const state = states.get(event);
  if (state === undefined) throw new Error('The stack was entered without a request context');
  return state;
}
