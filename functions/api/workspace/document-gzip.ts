import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * docs/openapi.json, compressed so that it costs the bundle a tenth, in base64. This module is for tests: a bundle gets the
 * text itself in its place (infra/constructs/bundle-options.ts).
 */
export const DOCUMENT_GZIP = packDocument(new URL('../../../docs/openapi.json', import.meta.url));

function packDocument(file: URL): string {
  return gzipSync(JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))), { level: 9 }).toString('base64');
}
