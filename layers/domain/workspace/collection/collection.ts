import type * as z from 'zod';

/** What every record of a collection has beside its own fields. Instants in ms. */
export type Kept = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  createdAt: number;
  updatedAt: number;
  /** Of the request that wrote it last. */
  correlationId: string;
  /** 1 when it is made; grows by one with every change. */
  version: number;
};

/** What a collection adds: a name at least, by which the activity log and people call a record. */
export type Fields = { name: string };

/** The fields that a caller names; what is absent or undefined stays as it is, or as the collection's defaults have it. */
export type Given<F> = { [Name in keyof F]?: F[Name] | undefined };

/** The place of a record in lists: by a number of the record, such as `updatedAt` or a position that people give. */
export type Order<Record> = { by(record: Record): number; newestFirst: boolean };

/**
 * A kind of small record that a workspace has some hundreds of at most: macros, views, office hours. Defined once; the
 * table, the use cases and the API serve it from here (CONTRIBUTING.md, "A new small resource").
 */
export type Collection<F extends Fields = Fields, Noun extends string = string> = {
  /** What one is called, in lower case with hyphens: the `entity` of its items, and `<noun>_creation` in the activity log. */
  noun: Noun;
  /** The stored form of the fields. What a later version adds has a default, so that earlier records are read. */
  fields: z.ZodType<F>;
  /** What a new record has where its maker says nothing. */
  defaults: Partial<F>;
  /** How many a workspace may have. */
  max: number;
  /** Whether a name is used once in a workspace, whatever its case. */
  uniqueNames: boolean;
  order: Order<F & Kept>;
};

/** Takes fields and what is given of them; returns them with it. */
export function withGiven<F extends object>(fields: Partial<F>, given: Given<F>): F {
  const named = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...fields, ...Object.fromEntries(named) } as F;
}

/** Takes what a kind of record is; returns it with its types inferred. */
export function collection<const Noun extends string, F extends Fields>(definition: Collection<F, Noun>) {
  return definition;
}
