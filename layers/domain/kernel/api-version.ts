/** What a request without the header gets, unless its workspace says otherwise. */
export const DEFAULT_VERSION = '2.15';

/** The SDK's word for the newest there is. */
const UNSTABLE = 'Unstable';

/** Intercom API 2.16, schema `intercom_version`: 1.0 to 1.4, 2.0 to 2.16 and the SDK's `Unstable`. */
const VERSIONS = new Set([
  ...Array.from({ length: 5 }, (_, minor) => `1.${minor}`),
  ...Array.from({ length: 17 }, (_, minor) => `2.${minor}`),
  UNSTABLE,
]);

/** Takes what a caller names; returns whether it is a version of Intercom's API that is served. */
export function isApiVersion(version: string): boolean {
  return VERSIONS.has(version);
}

/** Takes a version and the one that brought something; returns whether the former has it. */
export function reaches(version: string, since: string): boolean {
  if (version === UNSTABLE) return true;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
