import { readFileSync } from 'node:fs';
import type { Contract } from '#runtime/contract';
import { expectPublishedSchemas, published } from '../support/checked-sdk.ts';
import { everyContract } from '../support/contracts.ts';
import { requestFor } from '../support/requests.ts';
import { runningProduct } from '../support/running-product.ts';
import { everyThing, type World } from '../support/things.ts';

jest.setTimeout(60_000);

type Listed = { method: string; path: string; priority: 'P0' | 'P1' | 'P2' };
const LISTED: Listed[] = JSON.parse(readFileSync('scripts/compatibility/intercom-2.15.json', 'utf8'));
const shape = ({ method, path }: Pick<Contract, 'method' | 'path'> | Listed) =>
  `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`;
const listed = new Map(LISTED.map((operation) => [shape(operation), operation]));

/** Needs what only its own suite can make. */
const ELSEWHERE = new Set(['cancelDataExport', 'downloadDataExport']);
/** What integrations call; it changes nothing before it has been read, and deletes last. */
const ORDER = ['GET', 'POST', 'PUT', 'DELETE'];
const contracts = everyContract()
  .filter((contract) => ['P0', 'P1'].includes(listed.get(shape(contract))?.priority ?? ''))
  .filter(({ operation }) => !ELSEWHERE.has(operation))
  .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));

describe('every P0 and P1 operation', () => {
  expectPublishedSchemas();
  const { product } = runningProduct();
  const known: { world?: World } = {};
  const secrets = () => [product().workspace.identitySecret, product().workspace.accessToken];

  beforeAll(async () => {
    known.world = await everyThing(product());
  }, 60_000);

  it.each(contracts.map((contract) => [`${contract.method} ${contract.path}`, contract] as const))(
    '%s answers as the published document says, without a secret',
    async (_, contract) => {
      if (known.world === undefined) throw new Error('The workspace is filled by beforeAll');
      const { path, headers, body } = await requestFor(contract, known.world);

      const answer = await fetch(`${product().http}${path}`, {
        method: contract.method,
        headers: { ...headers, authorization: `Bearer ${product().workspace.accessToken}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();

      expect([answer.status, text]).toEqual([contract.status ?? 200, expect.any(String)]);
      expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
      expect(text).not.toMatch(/"(hash|secrets?|password|link_?secret|identity_?secrets?)":/i);
      if (text !== '') published?.check(contract.method, path.split('?')[0] ?? '', answer.status, JSON.parse(text));
    },
  );

  it('was held against its schema', () => {
    const validated = [...(published?.validated ?? [])].map((entry) => entry.split(' ').slice(0, 2).join(' '));
    const shapes = new Set(validated.map((entry) => entry.replaceAll(/\{[^}]+\}/g, '{}')));
    const missed = contracts.map(shape).filter((operation) => !shapes.has(operation));

    // Both answer nothing; the last is of API 1.x, and not in the document.
    const without = ['POST /events', 'POST /events/summaries', 'DELETE /tags/{}', 'POST /user_delete_requests'];
    expect(missed.filter((operation) => published !== undefined && !without.includes(operation))).toEqual([]);
  });
});
