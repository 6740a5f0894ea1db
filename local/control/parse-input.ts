import type * as z from 'zod';
import { Failure } from '#domain/kernel/failure';

/** Takes a schema and what was sent; returns it parsed. @throws bad_request that names the first fault. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new Failure('bad_request', `${field ? `${field}: ` : ''}${issue?.message ?? 'invalid'}`, { field });
}
