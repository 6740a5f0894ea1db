import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { flatHeaders, queryParameters, splitUrl } from './http-event.ts';

/** One open connection as its events describe it. `connectedAt` in ms. */
export type SocketFacts = {
  connectionId: string;
  apiId: string;
  stage: string;
  connectedAt: number;
  request: IncomingMessage;
};

type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

/** Takes a connection, the route chosen and what arrived; returns the event as a WebSocket API sends it. */
export function webSocketEvent(
  facts: SocketFacts,
  { type, routeKey, now, body }: { type: EventType; routeKey: string; now: number; body?: string },
): Record<string, unknown> {
  const { request, connectionId, apiId, stage, connectedAt } = facts;
  const headers = flatHeaders(request);
  const [, query] = splitUrl(request.url ?? '/');
  const requestId = randomUUID();
  const parameters = queryParameters(query);
  const several = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
  return {
    ...(type === 'CONNECT' ? { headers, multiValueHeaders: several(headers) } : {}),
    ...(type === 'CONNECT' && query
      ? { queryStringParameters: parameters, multiValueQueryStringParameters: several(parameters) }
      : {}),
    requestContext: {
      routeKey,
      eventType: type,
      extendedRequestId: requestId,
      requestTime: new Date(now).toUTCString(),
      messageDirection: 'IN',
      stage,
      connectedAt,
      requestTimeEpoch: now,
      identity: { sourceIp: request.socket.remoteAddress ?? '127.0.0.1', userAgent: headers['user-agent'] ?? '' },
      requestId,
      domainName: headers['host'] ?? 'localhost',
      connectionId,
      apiId,
      ...(type === 'MESSAGE' ? { messageId: randomUUID() } : {}),
      ...(type === 'DISCONNECT' ? { disconnectStatusCode: 1005, disconnectReason: '' } : {}),
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  };
}
