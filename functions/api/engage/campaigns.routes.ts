import type { CampaignAction } from '#domain/engage/campaign/campaign-state';
import { type Call, type Route, route } from '#runtime/contract';
import * as campaigns from '#usecases/engage/campaigns';
import { presentCampaign, presentCampaigns } from '#wire/engage/campaign';
import * as contracts from './campaigns.contract.ts';

export function campaignRoutes(ports: campaigns.CampaignPorts): Route[] {
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
  ];
}
