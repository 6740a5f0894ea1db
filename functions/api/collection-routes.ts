import type * as z from 'zod';
import type { Fields, Given, Kept } from '#domain/workspace/collection/collection';
import { type Contract, type Route, route } from '#runtime/contract';
import type { DeedPorts } from '#usecases/workspace/activity-log';
import {
  changeRecord,
  createRecord,
  findRecord,
  listRecords,
  removeRecord,
  type ServedCollection,
} from '#usecases/workspace/collection';
import { presentCursorPages } from '#wire/kernel/cursor-pages';

type Page = { per_page: number; starting_after?: string | undefined };
type Sent = Record<string, unknown>;

/** The contracts of a collection, as far as its routes know them. */
type Contracts = {
  fields: string[];
  list: Contract<'staff'> & { query?: z.ZodType<Page> };
  find: Contract<'staff'> & { params?: z.ZodType<{ id: string }> };
  create: Contract<'staff'> & { body?: z.ZodType<Sent> };
  update: Contract<'staff'> & { params?: z.ZodType<{ id: string }>; body?: z.ZodType<Sent> };
  remove: Contract<'staff'> & { params?: z.ZodType<{ id: string }> };
};

type Known<C, Key extends string> = C extends { [key in Key]?: infer Schema }
  ? z.output<Extract<Schema, z.ZodType>>
  : never;

/** What the API says of a collection beside its contracts. */
type Wire<F extends Fields, C extends Contracts> = {
  understand(sent: Known<C['update'], 'body'>): Given<F>;
  present(record: F & Kept): object;
  /** Takes what a list was asked for; returns which records it is about. */
  wanted?(query: Known<C['list'], 'query'>): (record: F & Kept) => boolean;
};

export function collectionRoutes<F extends Fields, Ports extends DeedPorts, C extends Contracts>(
  ports: Ports,
  contracts: C,
  served: ServedCollection<F, Ports>,
  { understand, present, wanted }: Wire<F, C>,
): Route[] {
  const { list, find, create, update, remove }: Contracts = contracts;
  const fieldsOf = (sent: Sent) => {
    const known = Object.entries(sent).filter(([name]) => contracts.fields.includes(name));
    return understand(Object.fromEntries(known) as Known<C['update'], 'body'>);
  };
  const written = (record: F & Kept, sent: Sent) => ({ ...present(record), ...warnings(sent, contracts.fields) });
  return [
    route(list, async ({ actor, query }) => {
      const { per_page: limit, starting_after: cursor } = query as Page;
      const about = wanted?.(query as Known<C['list'], 'query'>);
      const request = { limit, cursor, ...(about === undefined ? {} : { wanted: about }) };
      const { records, next } = await listRecords(ports, actor, served, request);
      return { type: 'list', data: records.map(present), pages: presentCursorPages(limit, next) };
    }),
    route(find, async ({ actor, params }) => present(await findRecord(ports, actor, served, idIn(params)))),
    route(create, async ({ actor, body, correlationId }) => {
      const sent = body as Sent;
      const record = await createRecord(ports, actor, served, { fields: fieldsOf(sent), correlationId });
      return written(record, sent);
    }),
    route(update, async ({ actor, params, body, correlationId }) => {
      const { version, ...sent } = body as Sent & { version?: number };
      const change = { id: idIn(params), changes: fieldsOf(sent), version, correlationId };
      return written(await changeRecord(ports, actor, served, change), sent);
    }),
    route(remove, async ({ actor, params }) => {
      await removeRecord(ports, actor, served, idIn(params));
      return { type: served.collection.noun.replaceAll('-', '_'), id: idIn(params), deleted: true };
    }),
  ];
}

const idIn = (params: unknown) => (params as { id: string }).id;

function warnings(sent: Sent, fields: string[]): object {
  const ignored = Object.keys(sent).filter((name) => !fields.includes(name));
  if (ignored.length === 0) return {};
  return {
    warnings: ignored.map((path) => ({ path, message: `${path} is not a field of this request; it was ignored` })),
  };
}
