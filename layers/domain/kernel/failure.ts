/**
 * Everything that can go wrong and that a caller may be told about. `runtime/failure-response.ts`
 * maps each code to an HTTP status and an Intercom error code, exhaustively.
 */
export type FailureCode =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'payload_too_large'
  | 'unprocessable'
  | 'rate_limited'
  | 'unsupported_version'
  | 'unavailable'
  | 'internal';

export type FailureDetails = {
  /** The code on the wire where Intercom has a narrower one than the default, such as `tag_not_found`. */
  reason?: string;
  /** The request field at fault; for a rule, the path of the offending node (`audience.all[1].op`). */
  field?: string;
  /** Seconds after which a repeat may succeed. */
  retryAfter?: number;
  /** Path of what stands in the place of the one asked for. */
  canonical?: string;
  /** Whether a repeat can never succeed, however long one waits: what is asked for cannot be read or written as it is. */
  permanent?: true;
  cause?: unknown;
};

/** The one error class. Its message is public; what must stay private goes into `cause`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/** Takes a caught value and a code; returns whether it is a `Failure` of that code. */
export function isFailure(error: unknown, code: FailureCode): error is Failure {
  return error instanceof Failure && error.code === code;
}

/** Takes a caught value; returns whether a repeat can never succeed. Anything that is not known to be so passes. */
export function isPermanent(error: unknown): boolean {
  return error instanceof Failure && error.details.permanent === true;
}
