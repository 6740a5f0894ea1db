import { createHmac } from 'node:crypto';

/**
 * Takes the secrets of a webhook (at least one), the exact body and the instant of the attempt in ms; returns
 * the headers that prove who sent it. `X-Hub-Signature` is Intercom's and knows one secret. `X-Parley-Signature`
 * also covers the time, so that a recorded request cannot be replayed later (R55), and has one `v1` for each secret.
 * @example `t=1392731331,v1=5257a869…`: v1 is hex HMAC-SHA256(secret, t + "." + body)
 */
export function signatureHeaders(secrets: readonly string[], body: string, at: number): Record<string, string> {
  const time = Math.floor(at / 1000);
  const proofs = secrets.map((secret) => `v1=${mac('sha256', secret, `${time}.${body}`)}`);
  return {
    'X-Hub-Signature': `sha1=${mac('sha1', secrets[0] ?? '', body)}`,
    'X-Parley-Signature': [`t=${time}`, ...proofs].join(','),
  };
}

function mac(algorithm: 'sha1' | 'sha256', secret: string, text: string): string {
  return createHmac(algorithm, secret).update(text, 'utf8').digest('hex');
}
