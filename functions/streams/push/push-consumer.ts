import type { ConversationPart } from '#domain/respond/conversation/conversation';
import type { Log } from '#runtime/logger';
import type { StreamConsumer } from '#runtime/stream-consumer';
import { respondFacts } from '#store/respond/respond-facts';
import { decodeRecord } from '#store/table/stream-record';
import { pushPart, type SocketPorts } from '#usecases/respond/push-frames';

/** Takes the ports; returns the consumer that pushes new parts, those of one conversation in their order. It never asks for a repeat. */
export function pushConsumer(ports: SocketPorts, log: Log): StreamConsumer<ConversationPart> {
  return {
    decode: (record) => {
      const fact = decodeRecord(respondFacts, record);
      return fact?.kind === 'part-appended' ? fact.part : undefined;
    },
    groupOf: (part) => part.conversationId,
    work: async (facts) => {
      for (const { fact: part } of facts) {
        const ids = { conversationId: part.conversationId, seq: part.seq };
        try {
          const { sent, failed } = await pushPart(ports, part);
          log.info('part pushed', { ...ids, sent, failed });
        } catch (error) {
          // Swallowed on purpose: clients catch up by sequence number, and a repeat would send the rest twice.
          log.error('part not pushed', ids, error);
        }
      }
    },
  };
}
