import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildContext, context } from 'esbuild';
import { bundleOptions } from '#infra/constructs/bundle-options';
import { functionFolders } from '#infra/constructs/function-bundle';
import { buildApp } from '../../apps/build.ts';
import { repository } from '../repository.ts';

const OUTPUT = join(repository, `.parley/watch-${process.pid}`);

/**
 * Bundles all functions together and keeps what it read in memory: far quicker than each by itself, as they are deployed,
 * because what they share is read, checked and written once. Ends with the process.
 */
export class FunctionRebuild {
  #context: BuildContext | undefined;
  #folders: string[] = [];

  /** Returns the folder of each function's code, by its service, which is the name of its folder. @throws Error with esbuild's words */
  async rebuild(): Promise<Map<string, string>> {
    const folders = functionFolders();
    if (folders.join() !== this.#folders.join()) await this.#begin(folders);
    await this.#context?.rebuild();
    return new Map(folders.map((folder) => [basename(folder), join(OUTPUT, 'functions', folder)]));
  }

  /** Builds the app that lies beside a function's code. */
  rebuildApps(): void {
    buildApp('inbox', join(OUTPUT, 'functions/api/respond/inbox'));
  }

  async #begin(folders: string[]): Promise<void> {
    await this.#context?.dispose();
    process.once('exit', () => rmSync(OUTPUT, { recursive: true, force: true }));
    this.#folders = folders;
    this.#context = await context({
      ...bundleOptions,
      absWorkingDir: repository,
      entryPoints: folders.map((folder) => `functions/${folder}/handler.ts`),
      outdir: OUTPUT,
      outbase: '.',
      minify: false,
    });
  }
}
