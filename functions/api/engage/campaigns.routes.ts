import type { Campaign } from '#domain/engage/campaign/campaign';
import type { CampaignAction } from '#domain/engage/campaign/campaign-state';
import { type Call, type Route, route } from '#runtime/contract';
import { type CampaignWarningPorts, refuseUnconfirmedStart, warnOfCampaign } from '#usecases/engage/campaign-warnings';
import * as campaigns from '#usecases/engage/campaigns';
import { presentCampaign, presentCampaigns } from '#wire/engage/campaign';
import * as contracts from './campaigns.contract.ts';

export function campaignRoutes(ports: campaigns.CampaignPorts & CampaignWarningPorts): Route[] {
  const act =
    (action: CampaignAction) =>
    async ({ actor, params }: Pick<Call<typeof contracts.stopCampaign>, 'actor' | 'params'>) =>
      presentCampaign(await campaigns.actOnCampaign(ports, actor, { campaignId: params.id, action }));

  const presentSaved = async (campaign: Campaign) => presentCampaign(campaign, await warnOfCampaign(ports, campaign));

  return [
    route(contracts.createCampaign, async ({ actor, body }) =>
      presentSaved(await campaigns.createCampaign(ports, actor, body)),
    ),
    route(contracts.listCampaigns, async ({ actor, query }) => {
      const page = { limit: query.per_page, cursor: query.starting_after };
      return presentCampaigns(await campaigns.listCampaigns(ports, actor, page), query.per_page);
    }),
    route(contracts.getCampaign, async ({ actor, params }) =>
      presentCampaign(await campaigns.findCampaign(ports, actor, params.id)),
    ),
    route(contracts.updateCampaign, async ({ actor, params, body }) =>
      presentSaved(await campaigns.rewriteCampaign(ports, actor, { campaignId: params.id, draft: body })),
    ),
    route(contracts.startCampaign, async ({ actor, params, body }) => {
      const confirmed = { everyone: body.confirm === 'everyone', warnings: body.ignore_warnings };
      await refuseUnconfirmedStart(ports, await campaigns.findCampaign(ports, actor, params.id), confirmed);
      return await act('start')({ actor, params });
    }),
    route(contracts.pauseCampaign, act('pause')),
    route(contracts.stopCampaign, act('stop')),
    route(contracts.duplicateCampaign, async ({ actor, params }) =>
      presentCampaign(await campaigns.duplicateCampaign(ports, actor, params.id)),
    ),
    route(contracts.archiveCampaign, async ({ actor, params }) =>
      presentCampaign(await campaigns.archiveCampaign(ports, actor, params.id)),
    ),
  ];
}
