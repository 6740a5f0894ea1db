import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CallFaultKind, Faults } from '../faults/faults.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import { ROUND_TRIP_HEADER } from '../functions/number-round-trips.ts';
import type { LocalSes } from '../mail/local-ses.ts';
import { awsError } from './aws-error.ts';
import { callDynamoDb } from './dynamodb-backend.ts';
import { callEngine, type EngineAnswer } from './engine-calls.ts';
import { type IdentifiedCall, identifyCall } from './identify-call.ts';
import { PART_BYTES, putLargeObject } from './put-large-object.ts';
import { responseOverrides } from './response-overrides.ts';
import { delayInVirtualTime } from './sqs-delay.ts';
import type { Usage } from './usage.ts';

export type AwsBackends = {
  dynamodb: string;
  messaging: string;
  mail: LocalSes;
  /** Answers a management call of the WebSocket API. */
  sockets(method: string, path: string, body: Buffer): Promise<EngineAnswer>;
};

export type AwsProxyPorts = {
  /** Undefined until the engines run. */
  backends(): AwsBackends | undefined;
  functions: FunctionRegistry;
  faults: Faults;
  usage: Usage;
  clock: { now(): number };
  queueDelay(queueName: string): number;
  /** Called after the table changed. */
  wrote(): void;
  /** Called after messages were sent, with the name of the queue if it is known. */
  sent(queue: string | undefined): void;
  /** Takes the entries of EventBridge's PutEvents. */
  putEvents(entries: unknown[]): void;
};

type Incoming = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer };

/** Every AWS call of every function passes here: it is counted, may fail on purpose, and goes on to the engine it is meant for. */
export class AwsProxy {
  readonly server: Server;
  readonly #ports: AwsProxyPorts;
  /** The newest round trip of each instance, by its access key. */
  readonly #trips = new Map<string, number>();

  constructor(ports: AwsProxyPorts) {
    this.#ports = ports;
    this.server = createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) => {
        if (!response.headersSent) response.writeHead(500, { 'x-amzn-errortype': 'InternalServerError' });
        response.end(JSON.stringify({ __type: 'InternalServerError', message: error.message }));
      });
    });
    this.server.keepAliveTimeout = 60_000;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'GET', url: path = '/', headers } = request;
    const incoming = { method, path, headers, body: Buffer.concat(chunks) };
    const identified = identifyCall(incoming);
    const { caller, call, service } = identified;

    // The SDK takes a date far from its own for clock skew, and repeats whatever failed.
    response.setHeader('date', new Date(this.#ports.clock.now()).toUTCString());
    this.#countRoundTrip(identified, Number(headers[ROUND_TRIP_HEADER] ?? 0));
    try {
      const before = this.#ports.faults.takeCall(caller, call, 'before');
      if (before) {
        const refused = await this.#actOut(before, identified);
        if (refused) write(response, refused);
        else response.destroy();
        return;
      }
      const answer = await this.#forward(identified, incoming);
      const after = this.#ports.faults.takeCall(caller, call, 'after');
      const refused = after ? await this.#actOut(after, identified) : answer;
      if (refused) write(response, refused);
      else response.destroy();
    } catch (error) {
      write(response, awsError(service, 'InternalServerError', error instanceof Error ? error.message : 'failed', 500));
    }
  }

  /** Returns the answer that the fault gives; undefined when the caller is gone. */
  async #actOut(
    kind: CallFaultKind,
    { service, accessKeyId, call }: IdentifiedCall,
  ): Promise<EngineAnswer | undefined> {
    if (kind === 'throttle') return awsError(service, 'ThrottlingException', `${call} is throttled by a local fault.`);
    if (kind === 'throw') return awsError(service, 'LocalFaultException', `${call} fails by a local fault.`);
    const instance = this.#ports.functions.busyInstance(accessKeyId);
    await (kind === 'kill' ? instance?.kill() : instance?.timeOut());
    return undefined;
  }

  async #forward(identified: IdentifiedCall, incoming: Incoming): Promise<EngineAnswer> {
    const backends = this.#ports.backends();
    const { service, call, caller, operation } = identified;
    if (!backends) return awsError(service, 'ServiceUnavailable', 'The local engines are starting.', 503);
    const { usage } = this.#ports;
    if (service === 'dynamodb') {
      const answer = await callDynamoDb(backends.dynamodb, operation, incoming);
      usage.addCall(caller, call, answer.units);
      if (answer.wrote) this.#ports.wrote();
      return answer;
    }
    usage.addCall(caller, call, { read: 0, write: 0 });
    switch (service) {
      case 'sqs':
      case 'sns':
      case 's3':
        return this.#message(backends.messaging, identified, incoming);
      case 'ses':
        return this.#mail(backends.mail, incoming.body);
      case 'events':
        return this.#events(incoming.body);
      case 'execute-api':
        return backends.sockets(incoming.method, incoming.path, incoming.body);
      case 'unknown':
        return awsError(service, 'UnknownService', `The local runtime has no engine for ${call}.`, 501);
      default:
        return service satisfies never;
    }
  }

  async #message(
    endpoint: string,
    { service, operation }: IdentifiedCall,
    { method, path, headers, body }: Incoming,
  ): Promise<EngineAnswer> {
    const sends = operation === 'SendMessage' || operation === 'SendMessageBatch';
    if (operation === 'PutObject' && body.length > PART_BYTES) {
      return putLargeObject(endpoint, { path, contentType: headers['content-type'], body });
    }
    const { host: _host, 'content-length': _length, ...kept } = headers;
    const answer = await callEngine(endpoint, {
      method,
      path: service === 's3' ? path : '/',
      headers: kept,
      body: sends ? delayInVirtualTime(body, this.#ports.clock.now(), this.#ports.queueDelay) : body,
    });
    if (sends || operation.startsWith('Publish')) this.#ports.sent(sends ? queueOf(body) : undefined);
    if (service !== 's3' || answer.status >= 300) return answer;
    return { ...answer, headers: { ...answer.headers, ...responseOverrides(method, path) } };
  }

  async #mail(office: LocalSes, body: Buffer): Promise<EngineAnswer> {
    const { answer, mail } = await office.send(body);
    // SES has accepted the mail: what becomes of the caller no longer matters.
    if (mail) await office.reportAccepted(mail);
    return answer;
  }

  #events(body: Buffer): EngineAnswer {
    const { Entries = [] }: { Entries?: unknown[] } = JSON.parse(body.toString());
    this.#ports.putEvents(Entries);
    const result = { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: crypto.randomUUID() })) };
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: Buffer.from(JSON.stringify(result)),
    };
  }

  /** Counts a round trip with the first call that belongs to it. */
  #countRoundTrip({ accessKeyId, caller }: IdentifiedCall, trip: number): void {
    if (trip <= (this.#trips.get(accessKeyId) ?? 0)) return;
    this.#trips.set(accessKeyId, trip);
    this.#ports.usage.addRoundTrip(caller);
  }
}

function queueOf(body: Buffer): string | undefined {
  return body.toString().match(/"QueueUrl":"[^"]*\/([^"/]+)"/)?.[1];
}

function write(response: ServerResponse, { status, headers, body }: EngineAnswer): void {
  const {
    'transfer-encoding': _encoding,
    connection: _connection,
    'keep-alive': _alive,
    date: _date,
    'content-length': length,
    ...kept
  } = headers;
  // The answer to HEAD tells the length of what it leaves out; that there is nothing has none.
  const isHead = response.req.method === 'HEAD';
  const known = isHead && length === undefined ? {} : { 'content-length': isHead ? length : body.length };
  response.writeHead(status, { ...kept, ...known }).end(body);
}
