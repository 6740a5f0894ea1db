const OVERRIDE = /^response-(content-disposition|content-type|cache-control|expires)$/;

/**
 * Takes the path and query of a GET of an object; returns the headers that its address asks for (Amazon S3 API, GetObject:
 * `response-content-disposition` and others), which the local engine does not know.
 */
export function responseOverrides(method: string, path: string): Record<string, string> {
  if (method !== 'GET') return {};
  const asked = [...new URL(path, 'http://local').searchParams].flatMap(([name, value]) => {
    const header = OVERRIDE.exec(name)?.[1];
    return header === undefined ? [] : [[header, value] as const];
  });
  return Object.fromEntries(asked);
}
