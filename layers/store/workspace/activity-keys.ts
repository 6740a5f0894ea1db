import { accessPattern } from '../table/access-pattern.ts';
import { digits, encodeInstant } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const activityKey = accessPattern(
  { entity: 'activity', serves: 'what teammates and tokens did' },
  (at: InWorkspace & { at: number; activityId: string }) =>
    one(partition(at), `${encodeInstant(at.at)}#${digits(Number(at.activityId), 16)}`),
);
export const activities = accessPattern(
  { entity: 'activity', serves: 'GET /admins/activity_logs, newest first' },
  (at: InWorkspace) => all(partition(at)),
);

/** Takes two instants in ms; returns the range of sort values between them, both included. */
export const activityRange = (from: number, to: number) => ({
  from: `${encodeInstant(from)}#`,
  // A tilde sorts after every digit.
  to: `${encodeInstant(to)}#~`,
});

const partition = (at: InWorkspace) => `${workspacePartition(at)}#ACTIVITY`;
