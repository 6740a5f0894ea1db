import * as z from 'zod';
import type { Activity, ActivityDetails, ActivityStore } from '#domain/activity/activity';
import { codec, json } from './codec.ts';
import { activities, activityKey, activityRange } from './keys/activity-keys.ts';
import type { Table } from './table.ts';

const ActivityItem = z
  .object({
    id: z.string(),
    workspaceId: z.string(),
    adminId: z.string(),
    ip: z.string(),
    at: z.number(),
    details: json.transform((value) => value as ActivityDetails),
  })
  .transform(({ details, ...who }): Activity => ({ ...who, ...details }));

const activityCodec = codec<Activity>('activity', ActivityItem, ({ id, workspaceId, adminId, ip, at, ...details }) => ({
  ...{ id, workspaceId, adminId, ip, at },
  details: JSON.stringify(details),
}));

/** Takes the table; returns the activity log in it. */
export function activityStore(table: Table): ActivityStore {
  return {
    async append(activity) {
      const { workspaceId, at, id: activityId } = activity;
      await table.put(activityCodec.toItem(activity, { at: [activityKey({ workspaceId, at, activityId })] }), 'absent');
    },
    async list(workspaceId, { from, to }) {
      const found: Activity[] = [];
      if (to < from) return found;
      const query = { in: activities({ workspaceId }), range: activityRange(from, to), newestFirst: true };
      for await (const item of table.walk(query)) found.push(activityCodec.fromItem(item));
      return found;
    },
  };
}
