import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Contract } from '#runtime/contract';

/** Every contract of the HTTP API, read while a suite is collected, so that each can be a test of its own. */
export function everyContract(): Contract[] {
  const files = globSync('functions/api/**/*contract.ts', { cwd: process.cwd() }).sort();
  return files.flatMap((file) => Object.values<unknown>(require(resolve(file))).filter(isContract));
}

/** A workspace collection: its contracts, and a body that makes one. */
export type CollectionContracts = Record<'create' | 'update' | 'remove', Contract> & { example: { name: string } };

/** Every workspace collection, by the first segment of its path. */
export function everyCollection(): [segment: string, collection: CollectionContracts][] {
  const files = globSync('functions/api/*/*.contract.ts', { cwd: process.cwd() }).sort();
  return files
    .flatMap((file) => Object.values<unknown>(require(resolve(file))).filter(isCollection))
    .map((collection) => [collection.create.path.slice(1), collection]);
}

/** Those that need an access token or a signed-in teammate. */
export function staffContracts(): Contract[] {
  return everyContract().filter(({ access }) => access !== 'anyone' && access !== 'contact');
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'operation' in value && 'method' in value && 'path' in value;
}

function isCollection(value: unknown): value is CollectionContracts {
  return typeof value === 'object' && value !== null && 'example' in value && 'update' in value;
}
