import type { Route } from '#runtime/contract';
import { lateRoutes } from '#runtime/late-routes';
import type { CampaignWarningPorts } from '#usecases/engage/campaign-warnings';
import type { CampaignPorts } from '#usecases/engage/campaigns';
import type { SubscriptionPorts } from '#usecases/engage/subscriptions';
import type { SuppressionPorts } from '#usecases/engage/suppression-list';
import * as campaignContracts from './campaigns.contract.ts';
import { suppressionRoutes } from './suppressions.routes.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

export type EngagePorts = CampaignPorts & CampaignWarningPorts & SubscriptionPorts & SuppressionPorts;

export function engageRoutes(ports: EngagePorts): Route[] {
  return [
    // Links in mails are followed far more often than campaigns are written.
    ...lateRoutes(campaignContracts, async () => {
      const { campaignRoutes } = await import('./campaigns.routes.ts');
      return campaignRoutes(ports);
    }),
    ...unsubscribeRoutes(ports),
    ...suppressionRoutes(ports),
  ];
}
