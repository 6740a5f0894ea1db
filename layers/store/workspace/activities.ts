import type { Activity, ActivityStore } from '#domain/workspace/activity/activity';
import type { Table } from '../table/table.ts';
import { activityCodec } from './activity-item.ts';
import { activities, activityRange } from './activity-keys.ts';

/** Takes the table; returns the activity log in it. */
export function activityStore(table: Table): ActivityStore {
  return {
    async list(workspaceId, { from, to }) {
      const found: Activity[] = [];
      if (to < from) return found;
      const query = { in: activities({ workspaceId }), range: activityRange(from, to), newestFirst: true };
      for await (const item of table.walk(query)) found.push(activityCodec.fromItem(item));
      return found;
    },
  };
}
