import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What must be refused, so that a linter that has quietly stopped looking is noticed. */
const FORBIDDEN: [folder: string, imported: string][] = [
  ['layers/domain', '#store/keys'],
  ['layers/domain', '@aws-sdk/client-dynamodb'],
  ['layers/usecases', '#store/keys'],
  ['layers/usecases', '@aws-sdk/client-sqs'],
  ['layers/wire', '#usecases/contacts'],
  ['layers/store', '#usecases/contacts'],
  ['layers/platform', '#runtime/environment'],
  ['layers/runtime', '#usecases/contacts'],
  ['events', '#runtime/environment'],
  ['functions', '#local/local'],
  ['infra', '#usecases/contacts'],
  ['apps', '#store/keys'],
];

const probeOf = (folder: string, imported: string) =>
  `${folder}/boundary-probe-${imported.replaceAll(/[^a-z]/g, '')}/probe.ts`;

describe('the boundaries', () => {
  const probes = FORBIDDEN.map(([folder, imported]) => ({ path: probeOf(folder, imported), imported }));
  let refused: string[] = [];

  beforeAll(() => {
    for (const { path, imported } of probes) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `import { x } from '${imported}';\n\nexport const y = x;\n`);
    }
    const { stdout } = spawnSync(
      'node_modules/.bin/biome',
      ['lint', '--reporter=github', ...probes.map(({ path }) => path)],
      {
        encoding: 'utf8',
      },
    );
    refused = stdout.split('\n').filter((line) => line.includes('noRestrictedImports'));
  });

  afterAll(() => {
    for (const { path } of probes) rmSync(dirname(path), { recursive: true });
  });

  it.each(FORBIDDEN)('refuse that %s imports %s', (folder, imported) => {
    expect(refused.filter((line) => line.includes(probeOf(folder, imported)))).toHaveLength(1);
  });
});
