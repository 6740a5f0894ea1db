import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { Failure } from '#domain/kernel/failure';
import type { SocketPush } from '#domain/respond/socket/socket-push';

/**
 * Takes a client made for the stage's callback URL; returns the way to its sockets. The client should not
 * retry: a frame that comes late is read over HTTP by then.
 * @throws unavailable if API Gateway did not take a frame
 */
export function apiGatewayPush(client: ApiGatewayManagementApiClient): SocketPush {
  return {
    async send(connectionId, frame) {
      const command = new PostToConnectionCommand({
        ConnectionId: connectionId,
        Data: new TextEncoder().encode(frame),
      });
      try {
        await client.send(command);
        return 'sent';
      } catch (cause) {
        if (cause instanceof GoneException) return 'gone';
        throw new Failure('unavailable', 'The socket could not be reached', { cause });
      }
    },
    async close(connectionId) {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      } catch (cause) {
        if (cause instanceof GoneException) return;
        throw new Failure('unavailable', 'The socket could not be closed', { cause });
      }
    },
  };
}
