/** `npm run check`: types, format and lint, floating promises, boundaries, dead code, generated documents. */
import { spawnSync } from 'node:child_process';

const checks: [name: string, command: string, ...args: string[]][] = [
  ['types', 'tsc', '--noEmit'],
  ['types of the apps', 'tsc', '--noEmit', '-p', 'apps/tsconfig.json'],
  ['format, lint and boundaries', 'biome', 'check', '--error-on-warnings', '.'],
  ['order of the parts', 'node', 'scripts/part-order.ts'],
  ['floating promises', 'oxlint', '--type-aware', '--quiet'],
  ['dead code', 'knip'],
  ['docs/openapi.json is current', 'node', 'scripts/openapi.ts', '--check'],
  ['docs/data-model.md is current', 'node', 'scripts/data-model.ts', '--check'],
  ['docs/compatibility.md is current', 'node', 'scripts/compatibility.ts', '--check'],
];

const failed: string[] = [];
for (const [name, command, ...args] of checks) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}\n`);
  if (status !== 0) {
    failed.push(name);
    process.stdout.write(`${stdout}${stderr}\n`);
  }
}
process.exitCode = failed.length === 0 ? 0 : 1;
