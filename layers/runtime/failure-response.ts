import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { DEFAULT_VERSION, reaches } from '#domain/kernel/api-version';
import { Failure, type FailureCode } from '#domain/kernel/failure';
import { InvalidInput, type WireError } from './invalid-input.ts';

/** Intercom API 2.15, "Error codes": the status of every failure and its code where the failure names no narrower one. */
export const FAILURES: Record<FailureCode, { status: number; code: string }> = {
  bad_request: { status: 400, code: 'parameter_invalid' },
  unauthorized: { status: 401, code: 'unauthorized' },
  forbidden: { status: 403, code: 'forbidden' },
  not_found: { status: 404, code: 'not_found' },
  conflict: { status: 409, code: 'conflict' },
  gone: { status: 410, code: 'gone' },
  payload_too_large: { status: 413, code: 'payload_too_large' },
  unprocessable: { status: 422, code: 'unprocessable_entity' },
  rate_limited: { status: 429, code: 'rate_limit_exceeded' },
  unsupported_version: { status: 400, code: 'intercom_version_invalid' },
  unavailable: { status: 503, code: 'service_unavailable' },
  internal: { status: 500, code: 'server_error' },
};

/** JSON is about people: nobody keeps it, and no browser takes it for a page. */
export const JSON_HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** The body of every failure. */
export const ErrorList = z
  .object({
    type: z.literal('error.list'),
    request_id: z.string(),
    errors: z.array(z.object({ code: z.string(), message: z.string(), field: z.string().optional() })),
  })
  .meta({ id: 'ErrorList' });

/** Failures that came with a version, by their reason, and what older ones are told instead (Intercom API 2.16, Contact Merged). */
const NEWER: Record<string, { since: string; before: Failure }> = {
  contact_merged: { since: '2.16', before: new Failure('not_found', 'User Not Found') },
};

/** What a caller is told; the same words for every fault of ours, so that nothing leaks. */
const OUR_FAULT: WireError = {
  code: 'server_error',
  message: 'Something went wrong on our side; the request may be repeated',
};

/** Takes a caught value; returns whether it is our fault rather than the caller's, and so belongs in the log as an error. */
export function isOurFault(error: unknown): boolean {
  return statusOf(error) >= 500;
}

/** Takes a caught value and what is known of the request; returns the response in Intercom's form and the version asked for. */
export function failureResponse(
  caught: unknown,
  { requestId, version = DEFAULT_VERSION }: { requestId: string; version?: string },
): APIGatewayProxyStructuredResultV2 {
  const error = inVersion(caught, version);
  const { retryAfter, canonical } = error instanceof Failure ? error.details : {};
  return {
    statusCode: statusOf(error),
    headers: {
      ...JSON_HEADERS,
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
      ...(canonical === undefined ? {} : { Link: `<${canonical}>; rel="canonical"` }),
    },
    body: JSON.stringify({ type: 'error.list', request_id: requestId, errors: wireErrorsOf(error) ?? [OUR_FAULT] }),
  };
}

function inVersion(error: unknown, version: string): unknown {
  const newer = error instanceof Failure ? NEWER[error.details.reason ?? ''] : undefined;
  return newer === undefined || reaches(version, newer.since) ? error : newer.before;
}

function statusOf(error: unknown): number {
  if (error instanceof InvalidInput) return 400;
  return error instanceof Failure ? FAILURES[error.code].status : 500;
}

/** Takes a caught value; returns what it says to a caller, or undefined if it is a fault of ours that says nothing. */
export function wireErrorsOf(error: unknown): WireError[] | undefined {
  if (error instanceof InvalidInput) return error.errors;
  if (!(error instanceof Failure) || error.code === 'internal') return undefined;
  const { reason, field } = error.details;
  return [
    { code: reason ?? FAILURES[error.code].code, message: error.message, ...(field === undefined ? {} : { field }) },
  ];
}
