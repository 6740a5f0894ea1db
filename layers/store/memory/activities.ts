import type { Activity, ActivityStore } from '#domain/workspace/activity/activity';
import { copy } from './snapshot.ts';

/** An activity log that other stores in memory write to with what they change. */
export type MemoryActivities = ActivityStore & { record(activities: readonly Activity[] | undefined): void };

/** Returns an activity log kept in memory. */
export function memoryActivityStore(): MemoryActivities {
  const activities: Activity[] = [];
  return {
    record(those = []) {
      activities.push(...those.map(copy));
    },
    async list(workspaceId, { from, to }) {
      return activities
        .filter((each) => each.workspaceId === workspaceId && each.at >= from && each.at <= to)
        .sort((a, b) => b.at - a.at || Number(b.id) - Number(a.id))
        .map(copy);
    },
  };
}
