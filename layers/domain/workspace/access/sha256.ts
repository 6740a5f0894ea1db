/**
 * Takes a text; returns its SHA-256 as 64 hexadecimal characters. Tokens, session tokens and tickets are
 * stored and looked up by it, so that no comparison of secrets takes place that could be timed.
 */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
