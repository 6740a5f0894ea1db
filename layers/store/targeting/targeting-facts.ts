import type { Fact } from '#domain/fact';
import { changeOf, type Decoders } from '../table/stream-record.ts';
import { liveRuleCodec } from './live-rules.ts';
import { countedSessions, decidedProfileOfItem } from './profile-item.ts';
import { segmentCodec } from './segments.ts';

/** What records of targeting declare. */
export const targetingFacts: Decoders<Fact> = {
  profile: {
    written: (after, before, sequence) => {
      const profile = decidedProfileOfItem(after);
      const sessionsCounted = profile.sessions.count !== countedSessions(before);
      if (profile.transitions.length === 0 && !sessionsCounted) return undefined;
      return { kind: 'profile-decided', profile, sessionsCounted, sequence };
    },
  },
  'live-rule': {
    written: (after, _, sequence) => ({ kind: 'live-rule-written', rule: liveRuleCodec.fromItem(after), sequence }),
    removed: (before, sequence) => ({ kind: 'live-rule-removed', rule: liveRuleCodec.fromItem(before), sequence }),
  },
  segment: {
    written: (after, before, sequence) => ({
      kind: 'segment-written',
      ...changeOf(after, before, segmentCodec.fromItem),
      sequence,
    }),
  },
};
