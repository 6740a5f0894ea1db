import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { respondWithError } from './error-envelope.ts';
import { splitUrl } from './http-event.ts';

/** Answers a request that is not the API's, if it is its own; returns whether it did. */
export type Beside = (
  request: IncomingMessage,
  response: ServerResponse,
  body: () => Promise<Buffer>,
) => Promise<boolean>;

const LOCAL_ONLY = /^\/(_local|demo|docs)(\/|$)/;
const foreign = {
  status: 403,
  code: 'forbidden',
  message: 'Only this machine may ask for that, by the name localhost or 127.0.0.1.',
};

/**
 * Takes what answers beside the API; returns them as one. They need no credentials, so they answer to local names alone: a
 * page elsewhere whose name resolves to this machine (DNS rebinding), or whose script calls from its own origin, gets 403.
 */
export function besideTheApi(answers: () => Beside[]): Beside {
  return async (request, response, body) => {
    const [path] = splitUrl(request.url ?? '/');
    if (LOCAL_ONLY.test(path) && !isLocal(request)) {
      await body();
      respondWithError(response, randomUUID(), foreign);
      return true;
    }
    for (const answer of answers()) if (await answer(request, response, body)) return true;
    return false;
  };
}

function isLocal({ headers }: IncomingMessage): boolean {
  const { host, origin } = headers;
  if (!isLocalName(`http://${host ?? ''}`)) return false;
  return origin === undefined || isLocalName(origin);
}

function isLocalName(url: string): boolean {
  const name = URL.parse(url)?.hostname ?? '';
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name);
}
