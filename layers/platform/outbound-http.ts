import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import type {
  OutboundFault,
  OutboundHttp,
  OutboundRequest,
  OutboundResponse,
} from '#domain/connect/webhook/outbound-http';
import { Failure } from '#domain/kernel/failure';
import { mayConnect, type OutboundTarget, outboundTarget } from './outbound-http-target.ts';

export type ResolvedAddress = { address: string; family: 4 | 6 };
export type Resolver = (hostname: string) => Promise<ResolvedAddress[]>;

export type OutboundHttpOptions = {
  /** Whether this very machine may be called, also without TLS. Only the local runtime says so. */
  allowLoopback?: boolean;
  resolve?: Resolver;
  /** For all of a request, from DNS to the last byte, redirects included; 5,000 ms. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 5_000;
const MAX_RESPONSE_BYTES = 1_048_576;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What may follow a redirect to another host: nothing that proves who we are. */
const UNTELLING_HEADERS = new Set(['accept', 'user-agent']);

/**
 * Returns HTTP to hosts that somebody outside named (conversations.md 5.1, CVE-2026-41905). A name is resolved once, every
 * address it has must be public, and the socket goes to exactly those addresses, so a name that changes its
 * mind in between (DNS rebinding) gains nothing. Every redirect is checked like the first URL. No proxy
 * from the environment, no kept connections, no cookies.
 */
export function outboundHttp(options: OutboundHttpOptions = {}): OutboundHttp {
  const { allowLoopback = false, resolve = resolveName, timeoutMs = TIMEOUT_MS } = options;

  async function answer(
    request: OutboundRequest,
    signal: AbortSignal,
    redirectsLeft: number,
  ): Promise<OutboundResponse> {
    const target = outboundTarget(request.url, allowLoopback);
    const addresses = await permittedAddresses(target, signal);
    const response = await exchange(target, addresses, request, signal);
    const location = response.headers['location'];
    if (!request.redirects || request.method !== 'GET' || !REDIRECTS.has(response.status) || !location) return response;
    if (redirectsLeft === 0) throw noAnswer('too_many_redirects', 'The URL redirects too often');
    const next = redirected(request, target, location);
    assertPermitted(next.url);
    return answer(next, signal, redirectsLeft - 1);
  }

  /** Where the caller's URL may send us is no fault of the caller's request. */
  function assertPermitted(url: string): void {
    try {
      outboundTarget(url, allowLoopback);
    } catch (cause) {
      throw noAnswer('address_refused', 'The URL redirects to an address that is refused', cause);
    }
  }

  async function permittedAddresses(target: OutboundTarget, signal: AbortSignal): Promise<ResolvedAddress[]> {
    // A literal address was checked with its URL, and is not resolved.
    if (target.address !== undefined) return [];
    signal.throwIfAborted();
    const addresses = await Promise.race([resolve(target.hostname), rejection(signal)]);
    if (addresses.length === 0) throw noAnswer('connection_failed', 'The host has no address');
    if (!addresses.every(({ address }) => mayConnect(target, address, allowLoopback))) {
      throw noAnswer('address_refused', 'The host has an address that is not public');
    }
    return addresses;
  }

  return {
    check: (url) => {
      outboundTarget(url, allowLoopback);
    },
    send: async (request) => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeoutMs);
      try {
        return await answer(request, controller.signal, Math.min(request.redirects ?? 0, MAX_REDIRECTS));
      } catch (error) {
        if (controller.signal.aborted) throw noAnswer('timeout', `No answer within ${timeoutMs} ms`, error);
        if (error instanceof Failure) throw error;
        throw noAnswer('connection_failed', 'The connection failed', error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function exchange(
  target: OutboundTarget,
  addresses: ResolvedAddress[],
  request: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundResponse> {
  const { url } = target;
  const secure = url.protocol === 'https:';
  const body = request.body === undefined ? undefined : Buffer.from(request.body, 'utf8');
  return new Promise((succeed, fail) => {
    const call = (secure ? https : http).request(
      url,
      {
        method: request.method,
        headers: { ...request.headers, ...(body ? { 'content-length': String(body.length) } : {}) },
        // An agent of its own: the global one may obey proxy variables (Node 24) and keeps sockets open.
        agent: secure ? new https.Agent() : new http.Agent(),
        lookup: alwaysTo(addresses),
        signal,
      },
      (incoming) => {
        bodyOf(incoming, request.whenTooLong ?? 'fail').then(
          (received) => succeed({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: received }),
          fail,
        );
      },
    );
    call.on('error', fail);
    call.end(body);
  });
}

/** The addresses that were checked, and no second look at DNS. */
function alwaysTo(addresses: ResolvedAddress[]): LookupFunction {
  return (_hostname, { all }, done) => {
    const [first] = addresses;
    if (!first) done(new Error('no address'), '');
    else if (all) done(null, addresses);
    else done(null, first.address, first.family);
  };
}

async function bodyOf(incoming: http.IncomingMessage, whenTooLong: 'fail' | 'truncate'): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) {
      // Leaving the loop destroys the socket: the rest is never received.
      if (whenTooLong === 'truncate') break;
      throw noAnswer('response_too_long', `The answer is longer than ${MAX_RESPONSE_BYTES} bytes`);
    }
  }
  return Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES);
}

function headersOf({ headers }: http.IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function redirected(request: OutboundRequest, from: OutboundTarget, location: string): OutboundRequest {
  const to = URL.canParse(location, from.url.href) ? new URL(location, from.url.href) : undefined;
  if (!to) throw noAnswer('connection_failed', 'The URL redirects to what is no URL');
  const headers = Object.entries(request.headers ?? {}).filter(
    ([name]) => to.origin === from.url.origin || UNTELLING_HEADERS.has(name.toLowerCase()),
  );
  return { ...request, url: to.href, headers: Object.fromEntries(headers) };
}

async function resolveName(hostname: string): Promise<ResolvedAddress[]> {
  const found = await lookup(hostname, { all: true, order: 'ipv4first' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(new Error('aborted')), { once: true });
  });
}

function noAnswer(reason: OutboundFault, message: string, cause?: unknown): Failure {
  return new Failure('unavailable', message, { reason, cause });
}
