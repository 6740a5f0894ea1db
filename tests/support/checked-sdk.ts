import { IntercomClient } from 'intercom-client';
import type { Product } from '../../scripts/walkthrough/product.ts';
import { PublishedSchemas } from './published-schemas.ts';

/** The published document of this run, shared by the suites of one worker. */
export const published = PublishedSchemas.ofThisRun();

/** The official SDK against a product; every answer is checked against the published schemas if this run has them. */
export function checkedSdk(product: Product, token = product.workspace.accessToken): IntercomClient {
  return new IntercomClient({ token, baseUrl: product.http, maxRetries: 0, fetch: checkedFetch });
}

const checkedFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const url = new URL(input instanceof Request ? input.url : String(input));
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  const text = await answer.clone().text();
  if (text.startsWith('{') || text.startsWith('['))
    published?.check(method, url.pathname, answer.status, JSON.parse(text));
  return answer;
};

/** To be called in a describe block: fails it if any answer so far broke a published schema. */
export function expectPublishedSchemas(): void {
  afterAll(() => {
    if (published !== undefined) expect(published.violations).toEqual([]);
  });
}
