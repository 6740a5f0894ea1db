import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const apps = dirname(fileURLToPath(import.meta.url));

export type AppName = 'inbox' | 'demo';

/** Takes an app's folder name and where to write; builds its `main.js` and `main.css` for browsers of the last years. */
export function buildApp(name: AppName, outdir: string): void {
  buildSync({
    entryPoints: [join(apps, name, 'main.tsx')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'error',
    outdir,
  });
}
