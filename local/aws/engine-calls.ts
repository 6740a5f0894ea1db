import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { Failure } from '#domain/kernel/failure';

export type EngineAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

type EngineRequest = {
  method?: string | undefined;
  path?: string;
  headers?: Record<string, string | string[] | undefined>;
  body?: Buffer | string;
};

const agent = new Agent({ keepAlive: true });

/** Takes an engine's address and a request; returns its answer, whatever the status. @throws unavailable when it does not answer. */
export function callEngine(
  endpoint: string,
  { method = 'POST', path = '/', headers = {}, body = '' }: EngineRequest,
): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const sent = Object.entries(headers).filter(([, value]) => value !== undefined);
    const call = request(
      `${endpoint}${path}`,
      { method, agent, headers: { ...Object.fromEntries(sent), 'content-length': Buffer.byteLength(body) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 500, headers: response.headers, body: Buffer.concat(chunks) });
        });
      },
    );
    call.on('error', fail);
    call.end(body);

    function fail(error: Error): void {
      reject(
        new Failure('unavailable', `The engine at ${endpoint} does not answer: ${error.message}`, { cause: error }),
      );
    }
  });
}

/**
 * Calls an engine in AWS's JSON protocol. Takes its address, a target such as `AmazonSQS.SendMessage` and the
 * input; returns the output. @throws internal with the engine's words when it refuses.
 */
export async function callJson<Output>(endpoint: string, target: string, input: object): Promise<Output> {
  const [service = ''] = target.split('.');
  const answer = await callEngine(endpoint, {
    headers: {
      ...authorization(service.startsWith('AmazonSQS') ? 'sqs' : 'dynamodb'),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
    },
    body: JSON.stringify(input),
  });
  if (answer.status !== 200) throw refusal(target, answer);
  return JSON.parse(answer.body.toString() || '{}');
}

/** Calls an engine in AWS's query protocol. Returns the XML of the answer. @throws internal when it refuses. */
export async function callQuery(endpoint: string, service: string, input: Record<string, string>): Promise<string> {
  const answer = await callEngine(endpoint, {
    headers: { ...authorization(service), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(input).toString(),
  });
  if (answer.status !== 200) throw refusal(input['Action'] ?? service, answer);
  return answer.body.toString();
}

/** The header that tells an engine which service is meant; none of them checks the signature. */
export function authorization(service: string): Record<string, string> {
  const scope = `local/20260101/us-east-1/${service}/aws4_request`;
  // One engine insists on a date.
  return {
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=local`,
  };
}

function refusal(what: string, { status, body }: EngineAnswer): Failure {
  return new Failure('internal', `The local engine refused ${what} with ${status}: ${body.toString().slice(0, 500)}`);
}
