import * as z from 'zod';
import { ANSWER_KEPT_MS, type KeptAnswer, type KeptAnswerStore } from '#domain/workspace/access/kept-answer-store';
import { absentAsNull, codec } from '../table/codec.ts';
import { conditionFailureOf } from '../table/condition-failure.ts';
import type { Table } from '../table/table.ts';
import { keptAnswerKey } from './workspace-keys.ts';

const keptAnswerCodec = codec<KeptAnswer>(
  'kept-answer',
  z.object({
    version: z.number(),
    fingerprint: z.string(),
    state: z.enum(['running', 'answered', 'failed']),
    startedAt: z.number(),
    answer: absentAsNull(z.string()),
  }),
);

/**
 * Takes the table; returns the answers that are kept in it. A request with a key costs two write units more, and one for
 * each further KB of its answer, packed; a repeat costs one. Requests without a key cost nothing.
 */
export function keptAnswerStore(table: Table): KeptAnswerStore {
  return {
    async save(address, next) {
      const at = [keptAnswerKey(address)];
      const item = keptAnswerCodec.toItem(next, { at, expiresAt: next.startedAt + ANSWER_KEPT_MS });
      try {
        await table.put(item, next.version === 1 ? 'absent' : { equals: { version: next.version - 1 } });
        return undefined;
      } catch (error) {
        const found = conditionFailureOf(error).found.get(0);
        if (found === undefined) throw error;
        return keptAnswerCodec.fromItem(found);
      }
    },
  };
}
