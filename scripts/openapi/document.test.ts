import { resolve } from 'node:path';
import * as z from 'zod';
import { contract } from '#runtime/contract';
import { allContracts } from './contracts.ts';
import { openApiDocument } from './document.ts';

const showThing = contract({
  operation: 'showThing',
  method: 'GET',
  path: '/things/{id+}',
  access: 'staff',
  scope: 'full access',
  summary: 'A thing',
  origin: 'Parley',
  params: z.object({ id: z.string() }),
  response: z.object({ id: z.string() }),
});
const dropThing = contract({
  operation: 'dropThing',
  method: 'POST',
  path: '/things',
  access: 'anyone',
  summary: 'Away with it',
  origin: 'Parley',
  body: z.object({ id: z.string() }),
  response: z.undefined(),
  status: 202,
});

describe('openApiDocument', () => {
  it('names every operation with its credentials, parameters and answers', () => {
    expect(openApiDocument([showThing, dropThing])).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/things': {
          post: {
            operationId: 'dropThing',
            security: [],
            requestBody: { content: { 'application/json': {} } },
            responses: { '202': { description: 'Done; the body is empty' } },
          },
        },
        '/things/{id}': {
          get: {
            operationId: 'showThing',
            'x-origin': 'Parley',
            security: [{ accessToken: [] }],
            parameters: [{ in: 'path', name: 'id', required: true }],
            responses: { '200': { description: 'A thing' }, default: { description: 'A failure' } },
          },
        },
      },
    });
  });

  it('lists what a caller can do wrong (Y38)', () => {
    const document = openApiDocument([showThing, dropThing]) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(Object.keys(document.paths['/things/{id}']?.['get']?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '429',
      'default',
    ]);
    expect(Object.keys(document.paths['/things']?.['post']?.responses ?? {})).toEqual([
      '202',
      '400',
      '404',
      '409',
      '413',
      '422',
      '429',
      'default',
    ]);
  });

  it('shows the rule language where a caller sets a rule (Y38)', async () => {
    const contracts = await allContracts(resolve(import.meta.dirname, '../..'));
    const text = JSON.stringify(openApiDocument(contracts));
    for (const field of ['audience', 'goal', 'exit', 'rule']) expect(text).not.toContain(`"${field}":{}`);
    expect(text).toContain('"audience":{"$ref":"#/components/schemas/Rule"}');
  });

  it('refuses two contracts at one place or with one name', () => {
    expect(() => openApiDocument([showThing, { ...showThing, operation: 'other' }])).toThrow('is declared twice');
    expect(() => openApiDocument([showThing, { ...showThing, method: 'PUT' }])).toThrow('is declared twice');
  });
});
