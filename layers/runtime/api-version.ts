import { Failure } from '#domain/failure/failure';

/** What a request without the header gets. */
export const DEFAULT_VERSION = '2.15';

/** Intercom API 2.15, schema `intercom_version`: 1.0 to 1.4, 2.0 to 2.15 and the SDK's `Unstable`. */
const VERSIONS = new Set([
  ...Array.from({ length: 5 }, (_, minor) => `1.${minor}`),
  ...Array.from({ length: 16 }, (_, minor) => `2.${minor}`),
  'Unstable',
]);

/**
 * Takes the `Intercom-Version` header; returns the version to answer in.
 * @throws unsupported_version with Intercom's own words
 */
export function apiVersion(header: string | undefined): string {
  const version = header?.trim() || DEFAULT_VERSION;
  if (!VERSIONS.has(version)) throw new Failure('unsupported_version', 'The requested version could not be found');
  return version;
}
