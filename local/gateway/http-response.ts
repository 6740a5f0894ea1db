import type { ServerResponse } from 'node:http';

type StructuredResponse = {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
};

/** Answers with what a function returned: a structured response, or any JSON, which payload format 2.0 sends with 200. */
export function respondWithResult(response: ServerResponse, result: unknown, extra: Record<string, string>): void {
  const { statusCode, headers = {}, cookies = [], body, isBase64Encoded } = structured(result);
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries({ ...headers, ...extra })) response.setHeader(name, String(value));
  if (!response.hasHeader('content-type') && bytes.length > 0)
    response.setHeader('content-type', 'text/plain; charset=utf-8');
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.statusCode = statusCode;
  if (statusCode !== 204 && statusCode !== 304) response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

function structured(result: unknown): StructuredResponse {
  if (typeof result === 'object' && result !== null && 'statusCode' in result) {
    const statusCode = Number(result.statusCode);
    if (statusCode >= 100 && statusCode <= 599) return { ...result, statusCode };
  }
  const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
}
