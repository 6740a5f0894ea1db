import type { EngineAnswer } from './engine-calls.ts';
import type { AwsService } from './identify-call.ts';

/** Takes a service, an error code such as `ThrottlingException`, and words; returns the error as that service sends it. */
export function awsError(service: AwsService, code: string, message: string, status = 400): EngineAnswer {
  const json = JSON.stringify({ __type: code, message, Message: message });
  if (service === 'ses' || service === 'sns' || service === 's3') {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    const body = service === 's3' ? error : `<ErrorResponse>${error}<RequestId>local</RequestId></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
  }
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code };
  return { status, headers, body: Buffer.from(json) };
}
