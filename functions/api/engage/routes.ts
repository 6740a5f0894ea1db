import type { Route } from '#runtime/contract';
import type { CampaignWarningPorts } from '#usecases/engage/campaign-warnings';
import type { CampaignPorts } from '#usecases/engage/campaigns';
import type { SubscriptionPorts } from '#usecases/engage/subscriptions';
import { campaignRoutes } from './campaigns.routes.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

export function engageRoutes(ports: CampaignPorts & CampaignWarningPorts & SubscriptionPorts): Route[] {
  return [...campaignRoutes(ports), ...unsubscribeRoutes(ports)];
}
