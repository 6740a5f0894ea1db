import { type Local, startLocal } from '#local/local';
import type { Product } from '../../scripts/walkthrough/product.ts';

/** A product of its own for one suite: started before its tests, stopped after them. */
export function runningProduct(): {
  product(): Product;
  local(): Local;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  now(): Promise<number>;
} {
  let running: Local | undefined;
  const local = (): Local => {
    if (running === undefined) throw new Error('The product runs from beforeAll to afterAll');
    return running;
  };
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${local().ready.http}/_local${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /_local${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  beforeAll(async () => {
    running = await startLocal({ port: 0 });
  }, 120_000);
  afterAll(async () => {
    await running?.stop();
  }, 30_000);
  return {
    local,
    control,
    product: () => local().ready as Product,
    /** The product's present instant in Unix seconds. */
    now: async () => Math.floor(Date.parse((await control<{ now: string }>('GET', '/clock')).now) / 1000),
  };
}
