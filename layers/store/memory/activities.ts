import type { Activity, ActivityStore } from '#domain/activity/activity';
import { copy } from './snapshot.ts';

/** Returns an activity log kept in memory. */
export function memoryActivityStore(): ActivityStore {
  const activities: Activity[] = [];
  return {
    async append(activity) {
      activities.push(copy(activity));
    },
    async list(workspaceId, { from, to }) {
      return activities
        .filter((each) => each.workspaceId === workspaceId && each.at >= from && each.at <= to)
        .sort((a, b) => b.at - a.at || Number(b.id) - Number(a.id))
        .map(copy);
    },
  };
}
