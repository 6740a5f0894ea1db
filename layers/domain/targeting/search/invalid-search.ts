import { Failure } from '#domain/kernel/failure';

/** Takes what is wrong and the field or path at fault; returns the failure of a search that cannot be understood. */
export function invalidSearch(message: string, field: string): Failure {
  return new Failure('bad_request', message, { reason: 'parameter_invalid', field });
}
