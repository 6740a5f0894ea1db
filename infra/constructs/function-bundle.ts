import { cpSync, globSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import { buildApp } from '../../apps/build.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
const functionsFolder = join(repository, 'functions');

/** How every function is bundled; the closure test uses the same options. */
export const bundleOptions: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  // Dependencies published as CommonJS call require() for Node's own modules.
  banner: {
    js: "import { createRequire as parleyRequire } from 'node:module';const require = parleyRequire(import.meta.url);",
  },
  logLevel: 'error',
};

/** Returns the folder of every function below functions/, such as `api/people`, in order. */
export function functionFolders(): string[] {
  return globSync('**/handler.ts', { cwd: functionsFolder }).map(dirname).sort();
}

/** Takes a function's folder; returns its bundle as a Lambda asset. Its code is in `handler.mjs`. */
export function functionCode(folder: string): AssetCode {
  return Code.fromAsset(join(functionsFolder, folder), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // The CDK insists on an image; the local bundler below always succeeds or throws.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle(outputFolder) {
          cpSync(join(bundleAll(), folder), outputFolder, { recursive: true });
          // The site function serves the inbox from files beside its code.
          if (folder === 'api/site') buildApp('inbox', join(outputFolder, 'inbox'));
          return true;
        },
      },
    },
  });
}

let bundles: string | undefined;

/** Bundles all functions in one run of esbuild, which parses what they share once. Returns the folder. */
function bundleAll(): string {
  if (bundles) return bundles;
  const outdir = mkdtempSync(join(tmpdir(), 'parley-bundles-'));
  buildSync({
    ...bundleOptions,
    absWorkingDir: repository,
    entryPoints: functionFolders().map((folder) => relative(repository, join(functionsFolder, folder, 'handler.ts'))),
    outbase: 'functions',
    outdir,
  });
  bundles = outdir;
  return outdir;
}
