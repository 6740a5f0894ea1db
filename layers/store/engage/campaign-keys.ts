import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const campaignKey = accessPattern(
  { entity: 'campaign', serves: 'GET /campaigns/{id}; the gate of every send' },
  (at: InWorkspace & { campaignId: string }) => one(`${workspacePartition(at)}#CAMPAIGNS`, text(at.campaignId)),
);
export const campaigns = accessPattern(
  { entity: 'campaign', serves: 'GET /campaigns, newest first (ids begin with their second)' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#CAMPAIGNS`),
);
