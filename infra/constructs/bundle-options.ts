import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { BuildOptions, Plugin } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * zod carries a JSON Schema generator that every schema refers to, so that no bundler can shake it off: 19 KB. The
 * OpenAPI document is generated in the repository; no function needs it. Each export becomes a function that does nothing.
 */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ }, ({ path }) => {
      const names = readFileSync(path, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm);
      return { contents: [...names].map(([, name]) => `export const ${name} = () => undefined;`).join('\n') };
    });
  },
};

/** Puts docs/openapi.json, compressed, into the function that serves it: nothing generated is committed twice. */
const withDocument: Plugin = {
  name: 'with-document',
  setup(build) {
    build.onLoad({ filter: /[\\/]document-gzip\.ts$/ }, () => {
      const file = join(here, '../../docs/openapi.json');
      const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
      const packed = gzipSync(text, { level: 9 }).toString('base64');
      return { contents: `export const DOCUMENT_GZIP = '${packed}';`, watchFiles: [file] };
    });
  },
};

/** What MJML only needs to make its output smaller or prettier, to fetch pictures and style sheets, or to read other character sets. */
const OF_MJML = [
  'htmlnano',
  'js-beautify',
  'postcss',
  'cssnano',
  'cssnano-preset-lite',
  'web-resource-inliner',
  'undici',
];
const UNUSED_OF_MJML = new RegExp(`^(?:${[...OF_MJML, 'encoding-sniffer', 'iconv-lite'].join('|')})$`);

/** MJML's compiler without what is asked of it here never: 1.0 MB instead of 12, loaded late. */
const withoutMinifiers: Plugin = {
  name: 'without-minifiers',
  setup(build) {
    build.onResolve({ filter: UNUSED_OF_MJML }, ({ path, importer }) => {
      const isMjml = /[\\/](?:mjml-[\w-]+|juice|cheerio)[\\/]/.test(importer);
      return isMjml ? { path, namespace: 'unused' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** How every function is bundled: for Lambda's Node 24, as an ES module, with nothing left to install. */
export const bundleOptions: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // What is imported with import() becomes a file of its own, loaded when it is first needed.
  splitting: true,
  chunkNames: 'late-[hash]',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  minify: true,
  // Names would cost 6 %; stack traces get theirs from the source map.
  keepNames: false,
  sourcemap: true,
  sourcesContent: false,
  alias: {
    '@aws-sdk/credential-provider-node': join(here, 'function-credentials.ts'),
    '@aws-sdk/endpoint-cache': join(here, 'no-endpoint-cache.ts'),
  },
  plugins: [withoutJsonSchema, withDocument, withoutMinifiers],
  // Dependencies published as CommonJS call require() for Node's own modules.
  banner: {
    js: "import { createRequire as parleyRequire } from 'node:module';const require = parleyRequire(import.meta.url);",
  },
  logLevel: 'error',
};
