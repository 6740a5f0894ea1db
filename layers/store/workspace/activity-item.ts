import * as z from 'zod';
import type { Activity, ActivityDetails } from '#domain/workspace/activity/activity';
import { codec, json } from '../table/codec.ts';
import type { Action, Item } from '../table/table.ts';
import { activityKey } from './activity-keys.ts';

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

export const activityCodec = codec<Activity>(
  'activity',
  ActivityItem,
  ({ id, workspaceId, adminId, ip, at, ...details }) => ({
    ...{ id, workspaceId, adminId, ip, at },
    details: JSON.stringify(details),
  }),
);

/** Takes what was done; returns the actions that write it down, to be part of the transaction that does it. */
export function activityWrites(activities: readonly Activity[] = []): Action[] {
  return activities.map((activity) => ({ put: activityItem(activity) }));
}

function activityItem(activity: Activity): Item {
  const { workspaceId, at, id: activityId } = activity;
  return activityCodec.toItem(activity, { at: [activityKey({ workspaceId, at, activityId })] });
}
