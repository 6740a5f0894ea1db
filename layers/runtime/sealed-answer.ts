import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** An item has 400 KB at most; a longer answer is not kept. */
const MAX_SEALED_LENGTH = 350_000;
const [ALGORITHM, IV_BYTES, TAG_BYTES] = ['aes-256-gcm', 12, 16] as const;

/**
 * Takes an answer and the key that its caller chose; returns it packed and encrypted, or null if it is too long. Answers hold
 * secrets that are kept nowhere else (a new access token, a webhook's secret): who reads the table cannot read them,
 * because it holds no more than a hash of the key.
 */
export function sealAnswer(answer: APIGatewayProxyStructuredResultV2, key: string): string | null {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, secretOf(key), iv);
  const text = Buffer.concat([cipher.update(gzipSync(JSON.stringify(answer))), cipher.final()]);
  const sealed = Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
  return sealed.length > MAX_SEALED_LENGTH ? null : sealed;
}

/** Takes a sealed answer and the key that it was sealed with; returns the answer. */
export function openAnswer(sealed: string, key: string): APIGatewayProxyStructuredResultV2 {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(ALGORITHM, secretOf(key), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const packed = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(gunzipSync(packed).toString('utf8'));
}

function secretOf(key: string): Buffer {
  return createHash('sha256').update(`answer\n${key}`).digest();
}
