/**
 * `node scripts/compatibility.ts`: writes docs/compatibility.md, every operation of Intercom's API 2.15 with its state
 * here, from the contracts; with `--check`, exits 1 if the committed page is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Named, stateOf } from './compatibility/state.ts';
import { allContracts } from './openapi/contracts.ts';

type Operation = Named & {
  resource: string;
  method: string;
  path: string;
  summary: string;
  priority: 'P0' | 'P1' | 'P2';
};

const root = resolve(import.meta.dirname, '..');
const page = resolve(root, 'docs/compatibility.md');
const operations: Operation[] = JSON.parse(
  readFileSync(resolve(import.meta.dirname, 'compatibility/intercom-2.15.json'), 'utf8'),
);
const deviations = readFileSync(resolve(import.meta.dirname, 'compatibility/deviations.md'), 'utf8');
const contracts = await allContracts(root);

/** Parameters are compared by place: the document calls the same one `{id}` here and `{contact_id}` there. */
const shape = (method: string, path: string) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`;
const served = new Map(contracts.map((contract) => [shape(contract.method, contract.path), contract]));
const stateHere = (operation: Operation) => stateOf(operation, served.get(shape(operation.method, operation.path)));

const text = `${[
  '# Compatibility with Intercom',
  '',
  'Generated from the contracts by `npm run docs`. Every operation of API 2.15 (2.14, which the official SDK asks for, is',
  'served from it) with its state here. P0: integrations call it every day; P1: some do; P2: few do. What is partial says what is',
  'left out; without a word, a name that is not taken is ignored.',
  '',
  ...summary(),
  '',
  ...[...new Set(operations.map(({ resource }) => resource))].sort().flatMap(table),
  ...newer(),
  deviations.trimEnd(),
].join('\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write('docs/compatibility.md is stale; run: npm run docs\n');
  process.exitCode = 1;
}

function summary(): string[] {
  const row = (priority: string) => {
    const those = operations.filter((operation) => operation.priority === priority);
    const states = those.map(stateHere);
    const partial = states.filter((state) => state.startsWith('partial')).length;
    return `| ${priority} | ${states.filter((state) => state === 'served').length} | ${partial} | ${those.length} |`;
  };
  return ['| | served | partial | of |', '|---|---|---|---|', ...['P0', 'P1', 'P2'].map(row)];
}

/** What came after 2.15, as far as it is served: callers who ask for an older version get 400 `intercom_version_invalid`. */
function newer(): string[] {
  const rows = contracts
    .filter(({ since }) => since !== undefined)
    .map(({ method, path, summary, since }) => `| \`${method} ${path}\` | ${summary} | ${since} |`);
  return ['## Newer than 2.15', '', '| operation | | since |', '|---|---|---|', ...rows, ''];
}

function table(resource: string): string[] {
  const rows = operations
    .filter((operation) => operation.resource === resource)
    .map((operation) => {
      const { method, path, summary: what, priority } = operation;
      return `| \`${method} ${path}\` | ${what} | ${priority} | ${stateHere(operation)} |`;
    });
  return [`## ${resource}`, '', '| operation | | | here |', '|---|---|---|---|', ...rows, ''];
}
