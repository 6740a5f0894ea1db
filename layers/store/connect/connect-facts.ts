import type { Fact } from '#domain/fact';
import { changeOf, type Decoders } from '../table/stream-record.ts';
import { jobCodec } from './jobs.ts';
import { webhookCodec, webhookRequestCodec } from './webhook-item.ts';

/** What records of webhooks and jobs declare. */
export const connectFacts: Decoders<Fact> = {
  webhook: {
    written: (after, before, sequence) => ({
      kind: 'webhook-written',
      ...changeOf(after, before, webhookCodec.fromItem),
      sequence,
    }),
  },
  'webhook-request': {
    written: (after, _, sequence) => ({
      kind: 'webhook-requested',
      request: webhookRequestCodec.fromItem(after),
      sequence,
    }),
  },
  job: {
    written: (after, before, sequence) => ({
      kind: 'job-written',
      ...changeOf(after, before, jobCodec.fromItem),
      sequence,
    }),
  },
};
