import type { FrameIn } from '#events/socket-frame';
import { answerPing, relayTyping, type SocketPorts } from '#usecases/respond/push-frames';

/** Takes the ports, a socket and what it sent; does what the frame asks. */
export async function answerFrame(ports: SocketPorts, connectionId: string, frame: FrameIn): Promise<void> {
  switch (frame.type) {
    case 'ping':
      return await answerPing(ports, connectionId);
    case 'typing':
      return await relayTyping(ports, connectionId, frame.conversation_id);
  }
}
