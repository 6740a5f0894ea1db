import * as z from 'zod';
import type { Scope } from '#domain/workspace/access/scope';
import { type Contract, contract } from '#runtime/contract';
import { CursorPages } from '#wire/kernel/cursor-pages';

/** What makes the five operations of a collection. */
export type CollectionDefinition<
  Resource extends z.ZodType,
  Shape extends z.ZodRawShape,
  Query extends z.ZodRawShape,
> = {
  /** In operation names: `Macro` and `Macros`. */
  one: string;
  many: string;
  path: `/${string}`;
  /** What its scopes are about: `read_…` and `write_…`. */
  scope: Scope extends infer Each ? (Each extends `read_${infer Noun}` ? Noun : never) : never;
  resource: Resource;
  /** What a new one takes; a change takes a part of it. */
  body: z.ZodObject<Shape>;
  /** What a list may be asked for, beside its page. */
  query?: z.ZodObject<Query>;
  /** A body that makes one, for the document and the tests of every collection. */
  example: z.input<z.ZodObject<Shape>>;
  /** Where Intercom has an operation: its name, origin and version. */
  intercom?: Partial<Record<'list' | 'find' | 'create' | 'update' | 'remove', IntercomOperation>>;
};

type IntercomOperation = Pick<Contract, 'origin' | 'since'> & { operation?: string };

const ById = z.object({ id: z.string() });
const Version = z.int().optional().describe('The version that was read: a change on top of a later one is refused');
const Warnings = z
  .array(z.object({ path: z.string(), message: z.string() }))
  .optional()
  .describe('What of the request was ignored');

/** Takes a definition; returns the contracts of its list and of reading, making, changing and deleting one, and its example. */
export function collectionContracts<
  Resource extends z.ZodObject,
  Shape extends z.ZodRawShape,
  Query extends z.ZodRawShape = Record<never, never>,
>(definition: CollectionDefinition<Resource, Shape, Query>) {
  const { one, many, path, scope, resource, body, example, intercom = {} } = definition;
  const noun = one.replaceAll(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
  const aNoun = `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
  const written = resource.extend({ warnings: Warnings }).meta({ id: `Written${one}` });
  const own = { access: 'staff', origin: 'Parley' } as const;
  const [read, write] = [`read_${scope}`, `write_${scope}`] as const;
  const page = z.object({
    per_page: z.coerce.number().int().min(1).max(150).default(50),
    starting_after: z.string().optional(),
  });
  return {
    example,
    /** What a body may hold; anything else is ignored, and said to be. */
    fields: Object.keys(body.shape),
    list: contract({
      ...own,
      scope: read,
      operation: `list${many}`,
      method: 'GET',
      path,
      summary: `List every ${noun}, a page at a time`,
      query: page.extend((definition.query?.shape ?? {}) as Query),
      response: z.object({ type: z.literal('list'), data: z.array(resource), pages: CursorPages }),
      ...intercom.list,
    }),
    find: contract({
      ...own,
      scope: read,
      operation: `get${one}`,
      method: 'GET',
      path: `${path}/{id}`,
      summary: `Read ${aNoun}`,
      params: ById,
      response: resource,
      ...intercom.find,
    }),
    create: contract({
      ...own,
      scope: write,
      operation: `create${one}`,
      method: 'POST',
      path,
      summary: `Create ${aNoun}`,
      body: body.loose().meta({ id: `Create${one}Request`, examples: [example] }),
      response: written,
      ...intercom.create,
    }),
    update: contract({
      ...own,
      scope: write,
      operation: `update${one}`,
      method: 'PUT',
      path: `${path}/{id}`,
      summary: `Change ${aNoun}; absent fields stay`,
      params: ById,
      body: body
        .partial()
        .extend({ version: Version })
        .loose()
        .meta({ id: `Update${one}Request` }),
      response: written,
      ...intercom.update,
    }),
    remove: contract({
      ...own,
      scope: write,
      operation: `delete${one}`,
      method: 'DELETE',
      path: `${path}/{id}`,
      summary: `Delete ${aNoun}`,
      params: ById,
      response: z.object({ type: z.string(), id: z.string(), deleted: z.literal(true) }),
      ...intercom.remove,
    }),
  };
}
