import type { EventMetadata } from '../../people/event/tracked-event.ts';
import { comparison, type Predicate, type Value } from './comparison.ts';
import type { Where } from './rule.ts';
import { WHERE_OPERATORS } from './where-operators.ts';

export type MetadataFilter = (metadata: EventMetadata) => boolean;

/** Takes the conditions of a rule; returns the test of an event's metadata: all must hold. */
export function metadataFilter(where: Where | undefined): MetadataFilter {
  if (where === undefined) return () => true;
  const tests = Object.entries(where).flatMap(([path, condition]) => {
    const read = reader(path);
    return predicates(condition).map(
      (holds): MetadataFilter =>
        (metadata) =>
          holds(read(metadata)),
    );
  });
  return (metadata) => tests.every((test) => test(metadata));
}

/** Takes conditions; returns a short text that is the same for the same conditions in any order of keys: 53 bits. */
export function filterKey(where: Where | undefined): string {
  return where === undefined ? '' : fingerprint(JSON.stringify(sorted(where)));
}

function predicates(condition: Where[string]): Predicate[] {
  if (typeof condition !== 'object') return [comparison('eq', condition)];
  return WHERE_OPERATORS.flatMap((op) => {
    const operand = condition[op];
    return operand === undefined ? [] : [comparison(op, operand)];
  });
}

/** A flat name that contains dots comes before a path into nested metadata. */
function reader(path: string): (metadata: EventMetadata) => Value {
  const parts = path.split('.');
  return (metadata) => {
    if (Object.hasOwn(metadata, path)) return asValue(metadata[path]);
    let found: unknown = metadata;
    for (const part of parts) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
      found = Reflect.get(found, part);
    }
    return asValue(found);
  };
}

function asValue(found: unknown): Value {
  switch (typeof found) {
    case 'string':
    case 'number':
    case 'boolean':
      return found;
    default:
      return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

/** FNV-1a twice with different offsets, 53 bits in base 36: short, because every profile carries it. */
function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(index), 0x85ebca6b) ^ (low >>> 15);
  }
  return (((high >>> 0) % 0x200000) * 0x100000000 + (low >>> 0)).toString(36);
}
