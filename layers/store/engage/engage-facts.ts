import type { Fact } from '#domain/fact';
import { changeOf, type Decoders } from '../table/stream-record.ts';
import { deliveryCodec } from './delivery-item.ts';

/** What records of engagement declare. */
export const engageFacts: Decoders<Fact> = {
  delivery: {
    written: (after, before, sequence) => ({
      kind: 'delivery-written',
      ...changeOf(after, before, deliveryCodec.fromItem),
      sequence,
    }),
  },
};
