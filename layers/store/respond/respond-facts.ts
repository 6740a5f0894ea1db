import type { Fact } from '#domain/fact';
import type { Decoders } from '../table/stream-record.ts';
import { sessionCodec } from './connection-item.ts';
import { partCodec } from './conversation-item.ts';

/** What records of conversations declare. */
export const respondFacts: Decoders<Fact> = {
  part: {
    written: (after, before, sequence) =>
      before === undefined ? { kind: 'part-appended', part: partCodec.fromItem(after), sequence } : undefined,
  },
  // Whoever signs out, and what expired: with either its sockets end.
  session: {
    removed: (before, sequence) => {
      const { workspaceId, contactId, hash } = sessionCodec.fromItem(before);
      return { kind: 'session-ended', session: { workspaceId, contactId, hash }, sequence };
    },
  },
};
