import type { Route } from '#runtime/contract';
import type { CampaignPorts } from '#usecases/engage/campaigns';
import type { SubscriptionPorts } from '#usecases/engage/subscriptions';
import { campaignRoutes } from './campaigns.routes.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

/** Takes the ports; returns every route of this function. */
export function engageRoutes(ports: CampaignPorts & SubscriptionPorts): Route[] {
  return [...campaignRoutes(ports), ...unsubscribeRoutes(ports)];
}
