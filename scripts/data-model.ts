/**
 * `node scripts/data-model.ts [--check]`: writes docs/data-model.md from the key builders of the store.
 * With `--check` it writes nothing and exits 1 when the committed document is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { everyPattern, SAMPLE } from '#store/access-patterns';
import { keyAttributes, tableSchema } from '#store/table/table-schema';

const DOCUMENT = new URL('../docs/data-model.md', import.meta.url);

const document = dataModel();
if (!process.argv.includes('--check')) {
  writeFileSync(DOCUMENT, document);
} else if (committed() !== document) {
  process.stderr.write('docs/data-model.md is stale: run `npm run docs`.\n');
  process.exitCode = 1;
}

function committed(): string | undefined {
  try {
    return readFileSync(DOCUMENT, 'utf8');
  } catch {
    return undefined;
  }
}

function dataModel(): string {
  const patterns = everyPattern().map(({ name, pattern, build }) => ({ name, ...pattern, address: build(SAMPLE) }));
  const entities = [...new Set(patterns.map(({ entity }) => entity))];
  const sections = entities.map((entity) => {
    const rows = patterns.filter((pattern) => pattern.entity === entity);
    return `### ${entity}\n\n${table(
      ['access pattern', 'index', 'partition', 'sort', 'serves'],
      rows.map(({ name, address, serves }) => [
        `\`${name}\``,
        address.index,
        `\`${address.partition}\``,
        'sort' in address
          ? `\`${address.sort}\``
          : address.prefix === undefined
            ? 'all'
            : `begins with \`${address.prefix}\``,
        serves,
      ]),
    )}`;
  });
  const indexes = ['table' as const, ...tableSchema.indexes.map(({ name }) => name)].map((index) => {
    const { partition, sort } = keyAttributes(index);
    const projection = tableSchema.indexes.find(({ name }) => name === index)?.projection ?? 'everything';
    const users = new Set(patterns.filter(({ address }) => address.index === index).map(({ entity }) => entity));
    return [index, `\`${partition}\``, `\`${sort}\``, projection, [...users].join(', ') || 'nothing yet'];
  });
  return `${[
    '# Data model',
    'Generated from the keys (`layers/store/<part>/*-keys.ts`) by `npm run docs`; `npm run check` fails when it is stale.',
    'One table. Upper-case words are literal, the others stand for their values; `0` and thirteen zeros stand for numbers and instants in ms. Items name their kind in `entity` and the form they are written in, in `schema`; those that expire carry `ttl`, in seconds.',
    '## Indexes',
    table(['index', 'partition', 'sort', 'projection', 'holds'], indexes),
    '## Access patterns',
    ...sections,
  ].join('\n\n')}\n`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
