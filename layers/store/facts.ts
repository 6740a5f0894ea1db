import type { Fact } from '#domain/fact';
import { connectFacts } from './connect/connect-facts.ts';
import { engageFacts } from './engage/engage-facts.ts';
import { peopleFacts } from './people/people-facts.ts';
import { respondFacts } from './respond/respond-facts.ts';
import { type Decoders, decodeRecord, type StreamRecord } from './table/stream-record.ts';
import { targetingFacts } from './targeting/targeting-facts.ts';
import { workspaceFacts } from './workspace/workspace-facts.ts';

const decoders: Decoders<Fact> = {
  ...peopleFacts,
  ...workspaceFacts,
  ...targetingFacts,
  ...engageFacts,
  ...respondFacts,
  ...connectFacts,
};

/** The entities whose stream records declare facts: the filters of the pipeline follow from it. */
export const DECLARING_ENTITIES = {
  written: entitiesWith('written'),
  removed: entitiesWith('removed'),
};

/** Takes a stream record; returns the fact it declares, or undefined for what nobody waits for. @throws internal if an item cannot be read */
export function factOf(record: StreamRecord): Fact | undefined {
  const fact = decodeRecord(decoders, record);
  const seconds = record.dynamodb?.ApproximateCreationDateTime;
  return fact === undefined || seconds === undefined ? fact : { ...fact, writtenAt: Math.round(seconds * 1000) };
}

function entitiesWith(change: 'written' | 'removed'): string[] {
  return Object.entries(decoders).flatMap(([entity, decoder]) => (decoder[change] === undefined ? [] : [entity]));
}
