import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  headers: IncomingHttpHeaders;
  text: string;
  body: {
    type: string;
    topic: string;
    id: string;
    app_id: string;
    delivery_attempts: number;
    created_at: number;
    first_sent_at: number;
    data: { type: string; item: Record<string, unknown> & { id?: string } };
  };
};

export type Answer = { status: number; headers?: Record<string, string> };

/** An endpoint of a customer, on this machine: keeps what it is told and answers what it is told to answer. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Of all that ever came. */
  readonly topics = new Set<string>();
  answer: Answer = { status: 200 };
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const body: Received['body'] = JSON.parse(text);
        this.received.push({ headers: request.headers, text, body });
        this.topics.add(body.topic);
        response.writeHead(this.answer.status, this.answer.headers).end();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** Forgets what came and answers 200 again. */
  reset(): void {
    this.received.length = 0;
    this.answer = { status: 200 };
  }

  /** Returns what came of a topic, oldest first. */
  of(topic: string): Received[] {
    return this.received.filter(({ body }) => body.topic === topic);
  }
}

/** Takes a secret and what came; returns the two proofs as the receiver computes them. */
export function proofsOf(secret: string, { text, headers }: Received): { hub: string; parley: string } {
  const time = /^t=(\d+),/.exec(String(headers['x-parley-signature']))?.[1] ?? '';
  return {
    hub: `sha1=${createHmac('sha1', secret).update(text).digest('hex')}`,
    parley: `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')}`,
  };
}
