import { DEFAULT_VERSION, isApiVersion, reaches } from '#domain/kernel/api-version';
import { Failure } from '#domain/kernel/failure';
import type { Contract } from './contract.ts';

/**
 * Takes the `Intercom-Version` header; returns the version to answer in.
 * @throws unsupported_version with Intercom's own words
 */
export function apiVersion(header: string | undefined): string {
  const version = header?.trim() || DEFAULT_VERSION;
  if (!isApiVersion(version)) throw new Failure('unsupported_version', 'The requested version could not be found');
  return version;
}

/** Takes a version and an operation that it must have. @throws unsupported_version with Intercom's own words */
export function checkAvailable(version: string, { since }: Pick<Contract, 'since'>): void {
  if (since === undefined || reaches(version, since)) return;
  throw new Failure('unsupported_version', 'Requested resource is not available in current API version.');
}
