import type * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Contract } from '#runtime/contract';
import { failuresOf } from './failures.ts';

const JSON_TYPE = 'application/json';

/** Takes every contract; returns the OpenAPI 3.1 document of the product. @throws Error if two contracts share an operation or a place */
export function openApiDocument(contracts: Contract[]): object {
  const paths: ZodOpenApiPathsObject = {};
  const operations = new Set<string>();
  for (const contract of contracts.toSorted(byPlace)) {
    const path = contract.path.replaceAll('+}', '}');
    const method = methodOf(contract);
    const item = paths[path] ?? {};
    if (item[method] !== undefined) throw new Error(`${contract.method} ${path} is declared twice`);
    if (operations.has(contract.operation)) throw new Error(`The operation ${contract.operation} is declared twice`);
    operations.add(contract.operation);
    paths[path] = { ...item, [method]: operationOf(contract) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Parley',
        version: '2.15',
        description: "Customer messaging in Intercom's wire format; operations of Parley's own are marked.",
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          accessToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token, or the ID token of a teammate',
          },
          session: { type: 'http', scheme: 'bearer', description: "A contact's messenger session" },
        },
      },
      paths,
    },
    { allowEmptySchema: { unknown: true, custom: true, any: true } },
  );
}

const SECURITY = {
  staff: [{ accessToken: [] }],
  person: [{ accessToken: [] }],
  contact: [{ session: [] }],
  anyone: [],
};

function operationOf(contract: Contract): ZodOpenApiOperationObject {
  const { params, query, body, uploads = [], response } = contract;
  return {
    operationId: contract.operation,
    summary: contract.summary,
    tags: [contract.path.split('/')[1] ?? ''],
    'x-origin': contract.origin,
    ...(contract.since === undefined ? {} : { 'x-since': contract.since }),
    security: SECURITY[contract.access],
    ...(contract.scope === undefined ? {} : { 'x-scope': contract.scope }),
    requestParams: {
      ...(isObject(params) ? { path: params } : {}),
      ...(isObject(query) ? { query } : {}),
    },
    ...(body === undefined ? {} : { requestBody: { content: { [JSON_TYPE]: { schema: body }, ...asSent(uploads) } } }),
    responses: {
      [`${contract.status ?? 200}`]: isEmpty(response)
        ? { description: 'Done; the body is empty' }
        : { description: contract.summary, content: { [contentType(response)]: { schema: response } } },
      ...failuresOf(contract),
    },
  };
}

const asSent = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' as const } }]));

function isObject(schema: z.ZodType | undefined): schema is z.ZodObject {
  return schema?.def.type === 'object';
}

function isEmpty(schema: z.ZodType): boolean {
  return schema.def.type === 'undefined' || schema.def.type === 'void';
}

/** A contract that answers a text answers a page. */
function contentType(response: z.ZodType): string {
  return response.def.type === 'string' ? 'text/html' : JSON_TYPE;
}

function methodOf({ method }: Contract): 'get' | 'post' | 'put' | 'delete' {
  return ({ GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const)[method];
}

function byPlace(a: Contract, b: Contract): number {
  const [left, right] = [`${a.path} ${a.method}`, `${b.path} ${b.method}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
