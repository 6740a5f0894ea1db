import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { type AppName, buildApp } from '../../apps/build.ts';
import { bundleOptions } from './bundle-options.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
const functionsFolder = join(repository, 'functions');

let bundles: string | undefined;

/** Returns the folder of every function below functions/, such as `api/people`, in order. */
export function functionFolders(): string[] {
  return globSync('**/handler.ts', { cwd: functionsFolder }).map(dirname).sort();
}

/** Bundles every function by itself, so that what one loads late does not share pieces with another. Comes before the synthesis. */
export async function bundleFunctions(): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'parley-bundles-'));
  // The synthesis copies them into its assembly.
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await Promise.all(
    functionFolders().map((folder) =>
      build({
        ...bundleOptions,
        absWorkingDir: repository,
        entryPoints: [`functions/${folder}/handler.ts`],
        outdir: join(outdir, folder),
      }),
    ),
  );
  bundles = outdir;
}

/** Takes a function's folder and the app that lies beside its code, if any; returns its bundle as a Lambda asset. Its code is in `handler.mjs`. */
export function functionCode(folder: string, app?: AppName): AssetCode {
  return Code.fromAsset(join(functionsFolder, folder), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: the local bundling below always succeeds or throws.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle(outputFolder) {
          if (!bundles) throw new Error('Call bundleFunctions() before the synthesis.');
          cpSync(join(bundles, folder), outputFolder, { recursive: true });
          if (app) buildApp(app, join(outputFolder, app));
          return true;
        },
      },
    },
  });
}
