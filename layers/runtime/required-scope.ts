import type { Requirement, Scope } from '#domain/workspace/access/scope';
import type { Contract } from './contract.ts';

/** What the routes under a first path segment ask for: to read, and to change. */
const BY_SEGMENT: Record<string, { read: Requirement; write: Requirement }> = {
  ...pair('people', [
    'contacts',
    'visitors',
    'companies',
    'tags',
    'notes',
    'segments',
    'data_attributes',
    'subscription_types',
    'user_delete_requests',
  ]),
  ...pair('events', ['events']),
  ...pair('conversations', ['conversations']),
  ...pair('campaigns', ['campaigns']),
  ...pair('admins', ['admins', 'teams', 'away_status_reasons']),
  ...pair('webhooks', ['webhooks']),
  ...pair('workspace', ['workspaces', 'access_tokens']),
  ...always('import_data', ['bulk', 'jobs']),
  ...always('export_data', ['export', 'download']),
  // Whatever a token may do, it may ask whose it is.
  ...always('none', ['me']),
};

/** What would give more than the caller has: somebody who signs in, the key that proves who contacts are, a tenant. */
const FULL_ACCESS = new Set(['createAdmin', 'rotateIdentitySecret', 'createWorkspace']);

/** `POST` that changes nothing ends in one of these. */
const READING = /\/(search|preview|list)$/;

/**
 * Takes a contract; returns what a caller needs for it, derived from its first path segment and whether it changes
 * anything. What no rule knows is for full access alone.
 */
export function requiredScope({
  operation,
  method,
  path,
}: Pick<Contract, 'operation' | 'method' | 'path'>): Requirement {
  if (FULL_ACCESS.has(operation)) return 'full access';
  const needed = BY_SEGMENT[path.split('/')[1] ?? ''];
  if (needed === undefined) return 'full access';
  return method === 'GET' || READING.test(path) ? needed.read : needed.write;
}

type Noun<Name extends Scope> = Name extends `read_${infer Rest}` ? Rest : never;

function pair(noun: Noun<Scope>, segments: string[]) {
  const needed = { read: `read_${noun}`, write: `write_${noun}` } as const;
  return Object.fromEntries(segments.map((segment) => [segment, needed]));
}

function always(needed: Requirement, segments: string[]) {
  return Object.fromEntries(segments.map((segment) => [segment, { read: needed, write: needed }]));
}
