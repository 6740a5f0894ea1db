/** Takes a raw mail; returns its headers in the order and case they have, unfolded, repeated ones apart. */
export function mimeHeaders(raw: string): { name: string; value: string }[] {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
    });
}

/** Takes the value of an address header; returns the bare addresses. */
export function addresses(value: string): string[] {
  const unquoted = value.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return unquoted
    .split(',')
    .map((entry) => (entry.match(/<([^>]*)>/)?.[1] ?? entry).trim())
    .filter((address) => address.includes('@'));
}
