import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#domain/kernel/failure';
import { repository } from '../repository.ts';
import { markUsed, pruneAssemblies } from './kept-assemblies.ts';

/** What a synthesized assembly depends on. */
export const SOURCES = ['infra', 'functions', 'layers', 'events', 'apps'];

/**
 * Returns the folder of the cloud assembly of the present sources: an earlier one when nothing changed,
 * else a new one, which `progress` is told. Runs the app of cdk.json as the CDK does, without its command line, which is slower.
 * @throws unavailable with the app's own words when it fails.
 */
export async function synthesize(progress: (line: string) => void = () => {}): Promise<string> {
  const parent = join(repository, '.parley/cdk.out');
  const folder = join(parent, sourcesHash());
  if (existsSync(join(folder, 'manifest.json'))) {
    markUsed(folder);
    return folder;
  }
  if (!existsSync(join(repository, 'infra/app.ts'))) {
    throw new Failure('unavailable', 'There is no infra/app.ts to synthesize.');
  }

  progress('Building the functions and the template: half a minute, and seconds while the sources stay the same …');
  mkdirSync(parent, { recursive: true });
  const unfinished = join(parent, `unfinished-${process.pid}-${performance.now()}`);
  await runApp(unfinished);
  try {
    renameSync(unfinished, folder);
  } catch {
    // Another process was faster with the same sources.
    rmSync(unfinished, { recursive: true, force: true });
  }
  markUsed(folder);
  pruneAssemblies(parent);
  return folder;
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    globSync('**/*', { cwd: join(repository, folder) }).map((file) => join(folder, file)),
  );
  for (const file of [...files, 'package-lock.json', 'cdk.json', 'docs/openapi.json'].sort()) {
    const path = join(repository, file);
    if (/\.test\.tsx?$|node_modules|\.md$/.test(file) || !existsSync(path) || !statSync(path).isFile()) continue;
    hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function runApp(output: string): Promise<void> {
  const { app, context } = JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8'));
  const child = spawn(app, {
    shell: true,
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${join(repository, 'node_modules/.bin')}:${process.env['PATH']}`,
      CDK_OUTDIR: output,
      CDK_CONTEXT_JSON: JSON.stringify({
        ...context,
        // What the CDK's command line adds.
        'aws:cdk:enable-path-metadata': true,
        'aws:cdk:enable-asset-metadata': true,
        'aws:cdk:bundling-stacks': ['**'],
      }),
    },
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) {
    rmSync(output, { recursive: true, force: true });
    throw new Failure('unavailable', `The CDK app failed to synthesize:\n${said}`);
  }
}
