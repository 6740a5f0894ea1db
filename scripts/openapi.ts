/**
 * `node scripts/openapi.ts`: writes docs/openapi.json from the contracts of functions/api; with `--check`, exits 1 if it is
 * not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { allContracts } from './openapi/contracts.ts';
import { openApiDocument } from './openapi/document.ts';

const root = resolve(import.meta.dirname, '..');
const file = resolve(root, 'docs/openapi.json');
const contracts = await allContracts(root);
const text = `${JSON.stringify(openApiDocument(contracts), null, 1)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('docs/openapi.json is stale; run: node scripts/openapi.ts\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
  process.stdout.write(`docs/openapi.json: ${contracts.length} operations\n`);
}
