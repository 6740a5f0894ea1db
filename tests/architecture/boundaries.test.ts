import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { partOrderFaults } from '../../scripts/checks/part-order.ts';

/** What must be refused, so that a linter that has quietly stopped looking is noticed. */
const FORBIDDEN: [folder: string, imported: string][] = [
  ['layers/domain', '#store/people/contact-keys'],
  ['layers/domain', '@aws-sdk/client-dynamodb'],
  ['layers/usecases', '#store/people/contact-keys'],
  ['layers/usecases', '@aws-sdk/client-sqs'],
  ['layers/wire', '#usecases/people/contacts'],
  ['layers/store', '#usecases/people/contacts'],
  ['layers/platform', '#runtime/environment'],
  ['layers/runtime', '#usecases/people/contacts'],
  ['events', '#runtime/environment'],
  ['functions', '#local/local'],
  ['infra', '#usecases/people/contacts'],
  ['apps', '#store/people/contact-keys'],
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

  it('refuse a circle of imports, even of types', () => {
    const circle = ['a', 'b'].map((name) => `layers/domain/boundary-probe-circle/${name}.ts`);
    mkdirSync('layers/domain/boundary-probe-circle', { recursive: true });
    writeFileSync(circle[0] ?? '', "import type { B } from './b.ts';\n\nexport type A = { b?: B };\n");
    writeFileSync(circle[1] ?? '', "import type { A } from './a.ts';\n\nexport type B = { a: A };\n");
    const { stdout } = spawnSync('node_modules/.bin/biome', ['lint', '--reporter=github', ...circle], {
      encoding: 'utf8',
    });
    rmSync('layers/domain/boundary-probe-circle', { recursive: true });

    expect(stdout.split('\n').filter((line) => line.includes('noImportCycles'))).toHaveLength(2);
  });

  it.each(FORBIDDEN)('refuse that %s imports %s', (folder, imported) => {
    expect(refused.filter((line) => line.includes(probeOf(folder, imported)))).toHaveLength(1);
  });
});

describe('the line of the parts (R1)', () => {
  const faultsOf = (path: string, imported: string) =>
    partOrderFaults([{ path, text: `import type { x } from '${imported}';\n` }]);

  it.each([
    ['layers/domain/kernel/probe.ts', '#domain/people/contact/contact'],
    ['layers/domain/people/contact/probe.ts', '#domain/targeting/rule/rule'],
    ['layers/domain/people/contact/probe.ts', '../../targeting/rule/rule.ts'],
    ['layers/domain/people/contact/probe.test.ts', '../../connect/job/job.ts'],
    ['layers/domain/engage/mail/probe.ts', '../../respond/conversation/conversation.ts'],
    ['layers/domain/respond/socket/probe.ts', '#domain/educate/article/article'],
    ['layers/domain/people/contact/probe.ts', '../../fact.ts'],
    ['layers/domain/connect/webhook/probe.ts', '#domain/fact'],
    ['layers/usecases/engage/probe.ts', '#usecases/respond/sockets'],
    ['layers/usecases/respond/probe.ts', '../engage/campaigns.ts'],
    ['layers/wire/people/probe.ts', '../connect/webhook.ts'],
  ])('refuses that %s imports %s', (path, imported) => {
    expect(faultsOf(path, imported)).toHaveLength(1);
  });

  it.each([
    ['layers/domain/connect/webhook/probe.ts', '../../respond/conversation/conversation.ts'],
    ['layers/domain/targeting/rule/probe.ts', '#domain/people/contact/contact'],
    ['layers/domain/people/contact/probe.ts', '../company/company.ts'],
    ['layers/domain/fact.ts', './connect/webhook/webhook.ts'],
    ['layers/usecases/people/probe.ts', '../targeting/live-rules.ts'],
    ['layers/usecases/engage/probe.ts', '#domain/respond/conversation/conversation'],
  ])('allows that %s imports %s', (path, imported) => {
    expect(faultsOf(path, imported)).toEqual([]);
  });

  it('sees imports for their effect, late imports and exports from a file', () => {
    const path = 'layers/domain/people/contact/probe.ts';
    const spellings = [
      "import '#domain/connect/job/job';",
      "await import('../../connect/job/job.ts');",
      "export { x } from '../../connect/job/job.ts';",
    ];

    expect(partOrderFaults(spellings.map((text) => ({ path, text })))).toHaveLength(3);
  });
});
