import { watch } from 'node:fs';
import { join } from 'node:path';
import { SOURCES } from '../assembly/synthesize.ts';
import { buildDemo } from '../demo-site.ts';
import type { Local } from '../local.ts';
import { repository } from '../repository.ts';
import { neededFor } from './needed-for.ts';
import { FunctionRebuild } from './rebuild-functions.ts';

const QUIET_MS = 100;

/** Takes the running product and where to tell; takes every edit of a source into use. */
export function watchSources(local: Local, say: (line: string) => void): void {
  const functions = new FunctionRebuild();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  // The first bundling reads everything: done now, the first edit is as quick as the others.
  let turn: Promise<unknown> = functions.rebuild().then(() => functions.rebuildApps(), complain);

  for (const folder of SOURCES) {
    watch(join(repository, folder), { recursive: true }, (_event, name) => {
      changed.add(join(folder, name ?? ''));
      clearTimeout(timer);
      timer = setTimeout(() => {
        turn = turn.then(takeUp).catch(complain);
      }, QUIET_MS);
    });
  }

  async function takeUp(): Promise<void> {
    const needed = neededFor([...changed]);
    changed.clear();
    const begun = performance.now();
    const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
    if (needed.apps) {
      functions.rebuildApps();
      buildDemo();
    }
    if (needed.functions) await local.swapCode(await functions.rebuild());
    if (needed.apps || needed.functions) say(`Took the edit into use in ${seconds()} s.`);
    if (!needed.template) return;
    say('The template may have changed: building it again …');
    await local.reload();
    say(`Took the template into use after ${seconds()} s.`);
  }

  function complain(error: unknown): void {
    say(error instanceof Error ? error.message : String(error));
  }
}
