import type * as z from 'zod';
import type { Actor, ContactActor, PersonActor, StaffActor, TokenActor } from '#domain/workspace/access/actor';
import type { Requirement } from '#domain/workspace/access/scope';

/**
 * Who may call: an access token or signed-in teammate; the same, but whoever is signed in need not say in which
 * workspace; a contact's messenger session; or anybody.
 */
export type Audience = 'staff' | 'person' | 'contact' | 'anyone';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One HTTP operation as data. The router, the OpenAPI document, the API Gateway routes and the tests
 * are all derived from it.
 */
export type Contract<
  Access extends Audience = Audience,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  /** camelCase, unique over the product; the operation id in OpenAPI. */
  operation: string;
  method: Method;
  /**
   * With parameters in braces: `/contacts/{id}`. A literal segment beats a parameter. A last parameter
   * written `{id+}` takes the rest of the path, for names that callers choose: the gateway decodes `%2F` before the
   * function sees it.
   */
  path: `/${string}`;
  access: Access;
  /** What a token must hold: every operation of staff names one, and no other does. */
  scope?: Requirement;
  summary: string;
  /** Where it comes from: Intercom, with the version whose document names it, or `Parley`. */
  origin: 'Intercom 2.15' | 'Intercom 2.16' | 'Parley';
  /** The API version that brought it; a caller who asks for an older one is told that it is not there. */
  since?: '2.16';
  /** What of Intercom's operation is not served, beside the fields that it does not take: for the compatibility page. */
  partial?: string;
  params?: Params;
  query?: Query;
  /** A missing body is parsed as `{}`. `z.object` drops unknown fields, `z.strictObject` refuses them. */
  body?: Body;
  /** Media types whose body is handed over as it was sent, in `upload`, instead of being parsed as JSON. */
  uploads?: readonly string[];
  /** Whatever the body is, and of whatever type, it is not read: who posts says all by posting (RFC 8058). */
  anyBody?: true;
  /** Many people ask from one address, that of a mail provider's proxy or of their office: it may ask more often. */
  sharedAddress?: true;
  /** Its `page` is counted for the answer only, and its cursor alone says where it continues. */
  countsPages?: true;
  response: Response;
  /** `z.undefined()` as the response means an empty body. 200 unless told otherwise. */
  status?: 200 | 201 | 202 | 204 | 302;
};

/** Who holds scopes is asked for one by every operation. */
type Scoped<Access extends Audience> = Access extends 'staff' | 'person' ? { scope: Requirement } : { scope?: never };

/** Takes an operation; returns it with its types inferred. */
export function contract<
  const Access extends Audience,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(
  definition: Contract<Access, Params, Query, Body, Response> & Scoped<Access>,
): Contract<Access, Params, Query, Body, Response> {
  return definition;
}

export type ActorOf<Access extends Audience> = Access extends 'staff'
  ? StaffActor
  : Access extends 'person'
    ? TokenActor | PersonActor
    : Access extends 'contact'
      ? ContactActor
      : undefined;

type Parsed<Schema extends z.ZodType | undefined> = z.output<NonNullable<Schema>>;

/** A body as it was sent. */
export type Upload = { type: string; contents: Uint8Array };

/** What a route's function receives: everything parsed, the actor established. */
export type Call<C extends Contract> = {
  actor: ActorOf<C['access']>;
  params: Parsed<C['params']>;
  query: Parsed<C['query']>;
  body: Parsed<C['body']>;
  /** A body of one of the contract's `uploads`; there is no `body` then. */
  upload: Upload | undefined;
  /** Follows the request into facts, logs and mails. */
  correlationId: string;
  /** The API version asked for, such as `2.14`. */
  version: string;
  /** The scheme, host and base path that the caller used, for links in responses; no trailing slash. */
  origin: string;
  /** The caller's address as the gateway saw it. */
  sourceIp: string;
  /** By their lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Whether only the headers of the answer are wanted (HEAD). */
  headersOnly: boolean;
};

/** An answer that is sent as it stands: a page, a redirect, a document made at build time. */
export type Reply = { status?: number; headers?: Record<string, string>; raw: string };

/** A call as the router makes it: what a route's contract parsed, its types forgotten. */
export type ParsedCall = Pick<
  Call<Contract>,
  'upload' | 'correlationId' | 'version' | 'origin' | 'sourceIp' | 'headers' | 'headersOnly'
> & {
  actor: Actor | undefined;
  params: unknown;
  query: unknown;
  body: unknown;
};

export type Route = {
  contract: Contract;
  run(call: ParsedCall): Promise<unknown>;
};

/** Takes a contract and what answers it; returns the route. A string-bodied `Reply` is sent as it is (HTML pages). */
export function route<C extends Contract>(
  contract: C,
  run: (call: Call<C>) => Promise<z.input<C['response']> | Reply>,
): Route {
  // The router passes only what this contract's schemas returned and the actor its access asked for.
  return { contract, run: run as Route['run'] };
}
