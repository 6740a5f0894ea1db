import * as z from 'zod';
import type { Contract } from '#runtime/contract';

/** What Intercom's document says that an operation takes, by name. */
export type Named = { query?: string[]; body?: string[] };

type Json = { [key: string]: unknown };

/**
 * Takes what the document names for an operation and its contract here, if there is one; returns its state: `not yet`, `served`,
 * or `partial` with what is left out: what the contract says itself, then the names that it does not take or takes to refuse.
 */
export function stateOf(named: Named, contract: Contract | undefined): string {
  if (contract === undefined) return 'not yet';
  const left = [...missing(named.query, contract.query), ...missing(named.body, contract.body)];
  const unsaid = left.filter((name) => !contract.partial?.includes(`\`${name}\``)).map((name) => `\`${name}\``);
  const notes = [
    ...(contract.partial === undefined ? [] : [contract.partial]),
    ...(unsaid.length === 0 ? [] : [`without ${unsaid.join(', ')}`]),
  ];
  return notes.length === 0 ? 'served' : `partial: ${notes.join('; ')}`;
}

function missing(names: string[] = [], schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return names;
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  const taken = propertiesOf(root, root, new Set());
  // A body of any form is read by who handles it.
  if (taken.size === 0) return [];
  return names.filter((name) => taken.get(name) !== true);
}

/** Names that a schema takes, over all its alternatives, and whether they are more than refused. */
function propertiesOf(schema: Json, root: Json, seen: Set<Json>): Map<string, boolean> {
  if (seen.has(schema)) return new Map();
  seen.add(schema);
  const target = typeof schema['$ref'] === 'string' ? referred(schema['$ref'], root) : undefined;
  const found = new Map<string, boolean>(target === undefined ? [] : propertiesOf(target, root, seen));
  for (const [name, property] of Object.entries((schema['properties'] ?? {}) as Record<string, Json>))
    found.set(name, !String(property['description'] ?? '').startsWith('Not supported yet'));
  for (const word of ['allOf', 'oneOf', 'anyOf'])
    for (const part of (schema[word] ?? []) as Json[])
      for (const [name, takes] of propertiesOf(part, root, seen)) found.set(name, takes || found.get(name) === true);
  return found;
}

function referred(ref: string, root: Json): Json {
  let place: unknown = root;
  for (const key of ref.split('/').slice(1)) place = (place as Json)[key];
  return place as Json;
}
