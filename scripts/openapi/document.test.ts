import * as z from 'zod';
import { contract } from '#runtime/contract';
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

  it('refuses two contracts at one place or with one name', () => {
    expect(() => openApiDocument([showThing, { ...showThing, operation: 'other' }])).toThrow('is declared twice');
    expect(() => openApiDocument([showThing, { ...showThing, method: 'PUT' }])).toThrow('is declared twice');
  });
});
