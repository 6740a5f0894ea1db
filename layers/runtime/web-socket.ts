import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import { failureResponse, isOurFault } from './failure-response.ts';
import { parseInput } from './invalid-input.ts';
import { type Log, log as structuredLog } from './logger.ts';

/** An invocation by API Gateway's WebSocket API; `$disconnect` and frames have no query string. */
export type WebSocketEvent = {
  requestContext: {
    connectionId: string;
    routeKey: string;
    connectedAt?: number;
    identity?: { sourceIp?: string };
  };
  queryStringParameters?: Record<string, string | undefined> | null | undefined;
  body?: string | null | undefined;
};

export type SocketCall<Frame> = {
  connectionId: string;
  query: Record<string, string | undefined>;
  /** The parsed frame; undefined on `$connect` and `$disconnect`. */
  frame: Frame;
  sourceIp: string;
  correlationId: string;
};

/** API Gateway's own limit of a frame. */
const MAX_FRAME_BYTES = 32 * 1024;

export type SocketHandler = (event: WebSocketEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Takes what to do and, for the function that reads frames, the schema of one; returns the Lambda handler for a route
 * of the WebSocket API. A failure on `$connect` refuses the socket with the failure's status; a frame that the schema
 * refuses is answered with 400 and leaves the socket open.
 * @example export const handler = webSocket(({ connectionId }) => sockets.close(connectionId));
 */
export function webSocket<Frame extends z.ZodType = z.ZodUndefined>(
  work: (call: SocketCall<z.output<Frame>>) => Promise<void>,
  options: { frame?: Frame; log?: Log } = {},
): SocketHandler {
  const log = options.log ?? structuredLog;
  return async ({ requestContext, queryStringParameters, body }, context) => {
    const { connectionId, routeKey } = requestContext;
    const correlationId = context.awsRequestId;
    try {
      await work({
        connectionId,
        query: queryStringParameters ?? {},
        frame: readFrame(options.frame, body),
        sourceIp: requestContext.identity?.sourceIp ?? '',
        correlationId,
      });
      return { statusCode: 200 };
    } catch (error) {
      if (isOurFault(error)) log.error('socket call failed', { correlationId, connectionId, routeKey }, error);
      else log.info('socket call refused', { correlationId, connectionId, routeKey });
      return failureResponse(error, { requestId: correlationId });
    }
  };
}

function readFrame<Frame extends z.ZodType>(schema: Frame | undefined, body: WebSocketEvent['body']): z.output<Frame> {
  // Without a schema `Frame` is `z.ZodUndefined`, whose output is undefined.
  return schema === undefined ? (undefined as z.output<Frame>) : parseInput(schema, parseFrame(body));
}

function parseFrame(body: string | null | undefined): unknown {
  if (body === undefined || body === null || body === '') return undefined;
  if (body.length > MAX_FRAME_BYTES) throw new Failure('payload_too_large', 'The frame is larger than 32 KB');
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new Failure('bad_request', 'The frame is not JSON', { cause });
  }
}
