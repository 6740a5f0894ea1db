import type { FactOf } from '#domain/fact';
import type { Decoders } from '../table/stream-record.ts';
import { partCodec } from './conversation-item.ts';

/** What records of conversations declare. */
export const respondFacts: Decoders<FactOf<'part-appended'>> = {
  part: {
    written: (after, before, sequence) =>
      before === undefined ? { kind: 'part-appended', part: partCodec.fromItem(after), sequence } : undefined,
  },
};
