import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { WebSocketApi } from '../assembly/deployment.ts';
import { awsError } from '../aws/aws-error.ts';
import type { EngineAnswer } from '../aws/engine-calls.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import { splitUrl } from './http-event.ts';
import { type SocketFacts, webSocketEvent } from './websocket-event.ts';

// API Gateway: a message has at most 128 KB, a connection idle for 10 minutes is closed, and none lives longer than 2 hours.
const MAX_MESSAGE_BYTES = 128 * 1024;
const IDLE_TIMEOUT_MS = 10 * 60_000;
const MAX_CONNECTION_MS = 2 * 60 * 60_000;

type Connection = { socket: WebSocket; facts: SocketFacts; idle: NodeJS.Timeout; end: NodeJS.Timeout };

export type WebSocketGatewayPorts = {
  functions: FunctionRegistry;
  clock: { now(): number };
  api(): WebSocketApi | undefined;
};

/** API Gateway's WebSocket API on the HTTP server's port, and the management calls that push to its connections. */
export class WebSocketGateway {
  readonly #ports: WebSocketGatewayPorts;
  readonly #connections = new Map<string, Connection>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });

  constructor(ports: WebSocketGatewayPorts) {
    this.#ports = ports;
  }

  /** Takes the server whose upgrade requests it answers. */
  listenOn(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      this.#connect(request, socket, head).catch(() => refuse(socket, 500));
    });
  }

  /** Answers a management call: takes its method, its path ending in `/@connections/<id>`, and the message. */
  async manage(method: string, path: string, message: Buffer): Promise<EngineAnswer> {
    const id = decodeURIComponent(path.match(/\/(?:@|%40)connections\/([^/?]+)/)?.[1] ?? '');
    const connection = this.#connections.get(id);
    if (!connection) return awsError('execute-api', 'GoneException', 'The connection is gone.', 410);
    if (message.length > MAX_MESSAGE_BYTES)
      return awsError('execute-api', 'PayloadTooLargeException', 'The message is larger than 128 KB.', 413);
    if (method === 'DELETE') connection.socket.close(1000);
    if (method === 'POST') {
      await new Promise<void>((resolve) => connection.socket.send(message.toString(), () => resolve()));
    }
    const { connectedAt, request } = connection.facts;
    const known = {
      connectedAt: new Date(connectedAt).toISOString(),
      identity: { sourceIp: request.socket.remoteAddress },
    };
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(method === 'GET' ? JSON.stringify(known) : ''),
    };
  }

  /** Cuts every connection as a lost network does: nobody hears of it, not even `$disconnect`. Returns how many there were. */
  drop(): number {
    const connections = [...this.#connections.values()];
    for (const connection of connections) {
      this.#forget(connection);
      connection.socket.terminate();
    }
    return connections.length;
  }

  async #connect(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const api = this.#ports.api();
    const [path] = splitUrl(request.url ?? '/');
    if (!api || path.replace(/\/$/, '') !== `/${api.stage}`) return refuse(socket, api ? 403 : 503);

    const facts = {
      connectionId: `${randomBytes(11).toString('base64url')}=`,
      apiId: api.id,
      stage: api.stage,
      connectedAt: this.#ports.clock.now(),
      request,
    };
    // The function must be able to push to a connection that it just accepted: the event comes first, as in AWS.
    const answer = await this.#invoke(api, '$connect', 'CONNECT', facts);
    if (answer?.accepted === false) return refuse(socket, answer.status);
    this.#sockets.handleUpgrade(request, socket, head, (open) => this.#open(api, open, facts));
  }

  #open(api: WebSocketApi, socket: WebSocket, facts: SocketFacts): void {
    const idle = setTimeout(() => socket.close(1001, 'Going away'), IDLE_TIMEOUT_MS).unref();
    const end = setTimeout(() => socket.close(1001, 'Going away'), MAX_CONNECTION_MS).unref();
    const connection = { socket, facts, idle, end };
    this.#connections.set(facts.connectionId, connection);
    socket.on('message', (data) => {
      idle.refresh();
      void this.#receive(api, connection, String(data));
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      if (!this.#forget(connection)) return;
      void this.#invoke(api, '$disconnect', 'DISCONNECT', facts);
    });
  }

  async #receive(api: WebSocketApi, { socket, facts }: Connection, body: string): Promise<void> {
    const routeKey = selectRoute(api, body);
    const answer = await this.#invoke(api, routeKey, 'MESSAGE', facts, body);
    if (answer?.accepted === false) {
      socket.send(JSON.stringify({ message: 'Internal server error', connectionId: facts.connectionId }));
    }
  }

  async #invoke(
    api: WebSocketApi,
    routeKey: string,
    type: 'CONNECT' | 'MESSAGE' | 'DISCONNECT',
    facts: SocketFacts,
    body?: string,
  ) {
    const route = api.routes.find(({ key }) => key === routeKey);
    if (!route) return undefined;
    const event = webSocketEvent(facts, {
      type,
      routeKey,
      now: this.#ports.clock.now(),
      ...(body === undefined ? {} : { body }),
    });
    const outcome = await this.#ports.functions.get(route.functionArn).invoke(event);
    const status = outcome.ok ? statusOf(outcome.value) : 500;
    return { accepted: type === 'MESSAGE' ? outcome.ok : status >= 200 && status < 300, status };
  }

  #forget(connection: Connection): boolean {
    clearTimeout(connection.idle);
    clearTimeout(connection.end);
    return this.#connections.delete(connection.facts.connectionId);
  }
}

function selectRoute(api: WebSocketApi, body: string): string {
  const path = api.selection.match(/^\$request\.body\.(.+)$/)?.[1]?.split('.') ?? [];
  let value: unknown;
  try {
    value = path.reduce<unknown>((part, name) => Reflect.get(Object(part), name), JSON.parse(body));
  } catch {
    value = undefined;
  }
  return api.routes.some(({ key }) => key === value) ? String(value) : '$default';
}

function statusOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'statusCode' in value ? Number(value.statusCode) : 200;
}

function refuse(socket: Duplex, status: number): void {
  const reasons: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' };
  const reason = reasons[status] ?? 'Bad Gateway';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
