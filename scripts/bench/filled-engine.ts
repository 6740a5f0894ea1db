import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Engine, startDynamoDb } from '#local/engines/dynamodb';
import { createTableInput } from '#store/table/create-table';
import type { Table } from '#store/table/table';
import { exportFiles } from './export-files.ts';

export const TABLE = 'bench';

/** What seeding writes with. */
export type SeededTable = Pick<Table, 'put' | 'transact'>;

/** Takes what fills a table; returns an engine with that table in it, on a folder of its own that goes when it stops. */
export async function filledEngine(fill: (table: SeededTable) => Promise<void>): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const files = exportFiles(join(folder, 'export', TABLE, 'data'));
  await fill(files);
  files.close();
  const schema = join(folder, 'schema.json');
  const { StreamSpecification: _nobodyListens, ...input } = createTableInput(TABLE);
  writeFileSync(schema, JSON.stringify({ Table: { ...input, TableStatus: 'ACTIVE' } }));
  const output = ['--output', join(folder, 'dynamodb.sqlite')];
  const source = ['--source', join(folder, 'export'), '--schema', schema];
  execFileSync(program(), ['import', ...source, ...output], { stdio: 'ignore' });
  const engine = await startDynamoDb({ data: folder, engine: 'dynoxide' });
  return {
    ...engine,
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @throws if dynoxide is not installed */
function program(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}/package.json`;
  return join(dirname(createRequire(import.meta.url).resolve(name)), 'dynoxide');
}
