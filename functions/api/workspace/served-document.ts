import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { DOCUMENT_GZIP } from './document-gzip.ts';

/** Returns the OpenAPI document that was bundled with this function. */
export function readServedDocument(): Record<string, unknown> {
  const text = gunzipSync(Buffer.from(DOCUMENT_GZIP, 'base64')).toString('utf8');
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
