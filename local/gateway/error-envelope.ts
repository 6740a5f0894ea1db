import type { ServerResponse } from 'node:http';

/** Takes a code, words and a request id; returns the body of an error in Intercom's form. */
export function errorEnvelope(requestId: string, code: string, message: string): string {
  return JSON.stringify({ type: 'error.list', request_id: requestId, errors: [{ code, message }] });
}

/** Answers with an error in Intercom's form. */
export function respondWithError(
  response: ServerResponse,
  requestId: string,
  { status, code, message }: { status: number; code: string; message: string },
): void {
  const body = errorEnvelope(requestId, code, message);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
  });
  response.end(body);
}
