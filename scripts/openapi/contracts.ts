import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '#runtime/contract';

/** Takes the repository's root; returns every contract that a file of functions/api exports. */
export async function allContracts(root: string): Promise<Contract[]> {
  const files = globSync('functions/api/**/*contract.ts', { cwd: root });
  const contracts: Contract[] = [];
  for (const file of files.sort()) {
    const exported: Record<string, unknown> = await import(pathToFileURL(resolve(root, file)).href);
    contracts.push(...Object.values(exported).filter(isContract));
  }
  return contracts;
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'operation' in value && 'method' in value && 'path' in value;
}
