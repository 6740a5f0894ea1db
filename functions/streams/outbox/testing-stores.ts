import type { Campaign } from '#domain/engage/campaign/campaign';
import type { Fact } from '#domain/fact';
import type { Profile } from '#domain/targeting/profile/profile';
import type { LiveRule } from '#domain/targeting/rule/live-rule';
import type { SegmentChange } from '#domain/targeting/segment/segment-store';
import type { Activity } from '#domain/workspace/activity/activity';
import type { Stores } from '#store/stores';

type Undated<Any> = Any extends Fact ? Omit<Any, 'sequence'> : never;

/** Takes what was written; the stream will tell it. */
export type Declare = (fact: Undated<Fact>) => void;

/** For tests: takes stores and who hears what was written; returns those whose writes the table's stream would declare. */
export function recordedStores(stores: Stores, declare: Declare) {
  return {
    segments: {
      ...stores.segments,
      save: async (change: SegmentChange) => {
        await stores.segments.save(change);
        const { before, after } = change;
        declare({ kind: 'segment-written', ...(before === undefined ? {} : { before }), after });
      },
    },
    profiles: {
      ...stores.profiles,
      save: async (profile: Profile) => {
        const before = await stores.profiles.get(profile.workspaceId, profile.contactId);
        await stores.profiles.save(profile);
        const sessionsCounted = before.sessions.count !== profile.sessions.count;
        if (profile.transitions.length > 0 || sessionsCounted)
          declare({ kind: 'profile-decided', profile, sessionsCounted });
      },
    },
    campaigns: {
      ...stores.campaigns,
      move: async (before: Campaign, after: Campaign, rule: LiveRule | undefined, recorded: Activity[]) => {
        await stores.campaigns.move(before, after, rule, recorded);
        if (rule !== undefined) declare({ kind: 'live-rule-written', rule });
      },
    },
    rules: {
      ...stores.rules,
      put: async (rule: LiveRule, stamp?: number) => {
        await stores.rules.put(rule, stamp);
        declare({ kind: 'live-rule-written', rule });
      },
    },
  };
}
