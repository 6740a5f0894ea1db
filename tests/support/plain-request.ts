import { request } from 'node:http';
import type { Product } from '../../scripts/walkthrough/product.ts';

type Sent = {
  headers?: Record<string, string>;
  /** Sent as it stands if it is a text, as JSON otherwise. */
  body?: unknown;
};

/** What came back; `json` is undefined where the body is empty. */
export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; json: unknown };

/**
 * Takes a method and a request target that is sent as it stands, which `fetch` and the SDK would tidy up; returns the
 * answer. The token is the workspace's own.
 */
export async function plainRequest(product: Product, method: string, target: string, sent: Sent = {}): Promise<Answer> {
  const { hostname, port } = new URL(product.http);
  const authorization = `Bearer ${product.workspace.accessToken}`;
  const text = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body);
  const headers = { authorization, 'content-type': 'application/json', ...sent.headers };
  return await new Promise((resolve, reject) => {
    const sending = request({ hostname, port, method, path: target, headers }, (received) => {
      const chunks: Buffer[] = [];
      received.on('data', (chunk: Buffer) => chunks.push(chunk));
      received.on('error', reject);
      received.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const json: unknown = body === '' ? undefined : JSON.parse(body);
        resolve({ status: received.statusCode ?? 0, headers: received.headers, json });
      });
    });
    sending.on('error', reject);
    sending.end(text);
  });
}
