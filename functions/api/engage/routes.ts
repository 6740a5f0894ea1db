import type { CampaignAction } from '#domain/engage/campaign/campaign-state';
import { type Call, type Route, route } from '#runtime/contract';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import * as campaigns from '#usecases/engage/campaigns';
import type { PreviewPorts } from '#usecases/targeting/segment-preview';
import { type SegmentPorts, segmentUseCases } from '#usecases/targeting/segments';
import { presentCampaign, presentCampaigns } from '#wire/engage/campaign';
import * as contracts from './campaigns.contract.ts';
import { segmentRoutes } from './segments.routes.ts';

export type EngagePorts = campaigns.CampaignPorts & Omit<SegmentPorts, 'shards'> & PreviewPorts;

/** Takes the ports; returns the routes of /campaigns and /segments. */
export function engageRoutes(ports: EngagePorts): Route[] {
  const act =
    (action: CampaignAction) =>
    async ({ actor, params }: Call<typeof contracts.startCampaign>) =>
      presentCampaign(await campaigns.actOnCampaign(ports, actor, { campaignId: params.id, action }));

  return [
    route(contracts.createCampaign, async ({ actor, body }) =>
      presentCampaign(await campaigns.createCampaign(ports, actor, body)),
    ),
    route(contracts.listCampaigns, async ({ actor, query }) => {
      const page = { limit: query.per_page, cursor: query.starting_after };
      return presentCampaigns(await campaigns.listCampaigns(ports, actor, page), query.per_page);
    }),
    route(contracts.getCampaign, async ({ actor, params }) =>
      presentCampaign(await campaigns.findCampaign(ports, actor, params.id)),
    ),
    route(contracts.updateCampaign, async ({ actor, params, body }) =>
      presentCampaign(await campaigns.rewriteCampaign(ports, actor, { campaignId: params.id, draft: body })),
    ),
    route(contracts.startCampaign, act('start')),
    route(contracts.pauseCampaign, act('pause')),
    route(contracts.stopCampaign, act('stop')),
    ...segmentRoutes(segmentUseCases({ ...ports, shards: LISTING_SHARDS }), ports),
  ];
}
