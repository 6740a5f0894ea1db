import type { StaffActor } from '#domain/workspace/access/actor';
import { type MessagingPolicy, NO_POLICY } from '#domain/workspace/messaging-policy/messaging-policy';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { activityOf } from './activity-log.ts';
import { type AdministrationPorts, administer } from './administration.ts';

/** Returns how often and when the workspace's campaigns may write to somebody. */
export async function findMessagingPolicy(
  { workspaces }: { workspaces: Pick<WorkspaceStore, 'get'> },
  { workspaceId }: StaffActor,
): Promise<MessagingPolicy> {
  return (await workspaces.get(workspaceId))?.messagingPolicy ?? NO_POLICY;
}

/** Takes what to change of the policy; returns it then. Mails that wait are judged by it when their time has come. */
export async function changeMessagingPolicy(
  ports: AdministrationPorts,
  actor: StaffActor,
  change: Partial<MessagingPolicy>,
): Promise<MessagingPolicy> {
  return await administer(ports, actor, ({ workspace }) => {
    const before = workspace.messagingPolicy ?? NO_POLICY;
    const policy: MessagingPolicy = { ...before, ...change };
    if (isSame(before, policy)) return { result: before };
    // A workspace without one costs its mails nothing.
    const messagingPolicy = isSame(policy, NO_POLICY) ? null : policy;
    const activities = [activityOf(ports, actor, { type: 'app_messaging_policy_change', subject: workspace.name })];
    return { result: policy, change: { workspace: { ...workspace, messagingPolicy }, activities } };
  });
}

const isSame = (one: MessagingPolicy, other: MessagingPolicy) => written(one) === written(other);

const written = ({ caps, quietHours, weekdays }: MessagingPolicy) =>
  JSON.stringify([
    caps.map(({ channel, atMost, per, window }) => [channel, atMost, per, window]),
    quietHours === null ? null : [quietHours.from, quietHours.to],
    weekdays,
  ]);
