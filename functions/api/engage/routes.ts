import type { Route } from '#runtime/contract';
import type { CampaignWarningPorts } from '#usecases/engage/campaign-warnings';
import type { CampaignPorts } from '#usecases/engage/campaigns';
import type { SubscriptionPorts } from '#usecases/engage/subscriptions';
import type { SuppressionPorts } from '#usecases/engage/suppression-list';
import { campaignRoutes } from './campaigns.routes.ts';
import { suppressionRoutes } from './suppressions.routes.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

export type EngagePorts = CampaignPorts & CampaignWarningPorts & SubscriptionPorts & SuppressionPorts;

export function engageRoutes(ports: EngagePorts): Route[] {
  return [...campaignRoutes(ports), ...unsubscribeRoutes(ports), ...suppressionRoutes(ports)];
}
