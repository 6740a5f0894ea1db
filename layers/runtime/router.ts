import { Failure } from '#domain/kernel/failure';
import type { Contract } from './contract.ts';

export type Match<R> = { route: R; params: Record<string, string> };

type Segment = { kind: 'literal'; text: string } | { kind: 'parameter'; name: string } | { kind: 'rest'; name: string };
type Entry<R> = { method: string; segments: Segment[]; route: R };

/**
 * Takes routes; returns a function from method and path to the one that matches, literal segments before parameters. The
 * path is decoded already (API Gateway hands over `rawPath` decoded once): decoding it again would turn `team%207` into
 * another's `team 7`. It throws not_found for everything else: Intercom answers 404 where HTTP would allow 405.
 */
export function router<R extends { contract: Pick<Contract, 'method' | 'path'> }>(
  routes: R[],
): (method: string, path: string) => Match<R> {
  const entries = routes
    .map((route): Entry<R> => ({ method: route.contract.method, segments: segmentsOf(route.contract.path), route }))
    .sort(bySpecificity);

  return (method, path) => {
    const parts = split(path);
    for (const entry of entries) {
      if (entry.method !== method) continue;
      const params = match(entry.segments, parts);
      if (params !== undefined) return { route: entry.route, params };
    }
    throw new Failure('not_found', 'The requested resource was not found');
  };
}

function match(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.kind === 'rest') {
      const rest = parts.slice(index).join('/');
      return rest === '' ? undefined : { ...params, [segment.name]: rest };
    }
    if (segment.kind === 'literal' ? segment.text !== part : part === '') return undefined;
    if (segment.kind === 'parameter') params[segment.name] = part;
  }
  const length = parts.at(-1) === '' ? parts.length - 1 : parts.length;
  return length === segments.length ? params : undefined;
}

function segmentsOf(path: string): Segment[] {
  return split(path).map((part) => {
    const name = /^\{(\w+)(\+?)\}$/.exec(part);
    if (name?.[1] === undefined) return { kind: 'literal', text: part };
    return { kind: name[2] === '+' ? 'rest' : 'parameter', name: name[1] };
  });
}

const RANK = { literal: 0, parameter: 1, rest: 2 };

function bySpecificity(a: Entry<unknown>, b: Entry<unknown>): number {
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    if (other === undefined) return 1;
    const difference = RANK[segment.kind] - RANK[other.kind];
    if (difference !== 0) return difference;
  }
  return a.segments.length - b.segments.length;
}

/** A path that ends in a slash ends in an empty part; slashes before it are one. */
function split(path: string): string[] {
  return path.replace(/^\/+/, '').split('/');
}
