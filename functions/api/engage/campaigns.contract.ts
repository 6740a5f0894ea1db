import * as z from 'zod';
import { CampaignDraft } from '#domain/engage/campaign/campaign-draft';
import { contract } from '#runtime/contract';
import { CampaignList, CampaignResource, StartRequest } from '#wire/engage/campaign';

const ById = z.object({ id: z.string() });

const Page = z.object({
  per_page: z.coerce.number().int().min(1).max(150).default(20),
  starting_after: z.string().optional(),
});

export const createCampaign = contract({
  operation: 'createCampaign',
  method: 'POST',
  path: '/campaigns',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Create a campaign as a draft',
  origin: 'Parley',
  body: CampaignDraft,
  response: CampaignResource,
});

export const listCampaigns = contract({
  operation: 'listCampaigns',
  method: 'GET',
  path: '/campaigns',
  access: 'staff',
  scope: 'read_campaigns',
  summary: 'List campaigns, newest first',
  origin: 'Parley',
  query: Page,
  response: CampaignList,
});

export const getCampaign = contract({
  operation: 'getCampaign',
  method: 'GET',
  path: '/campaigns/{id}',
  access: 'staff',
  scope: 'read_campaigns',
  summary: 'Read a campaign',
  origin: 'Parley',
  params: ById,
  response: CampaignResource,
});

export const updateCampaign = contract({
  operation: 'updateCampaign',
  method: 'PUT',
  path: '/campaigns/{id}',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Rewrite a campaign; one that runs goes on as it is now',
  origin: 'Parley',
  params: ById,
  body: CampaignDraft,
  response: CampaignResource,
});

export const startCampaign = contract({
  operation: 'startCampaign',
  method: 'POST',
  path: '/campaigns/{id}/start',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Start a draft or paused campaign; what is doubtful in a draft has to be confirmed',
  origin: 'Parley',
  params: ById,
  body: StartRequest,
  response: CampaignResource,
});

export const pauseCampaign = contract({
  operation: 'pauseCampaign',
  method: 'POST',
  path: '/campaigns/{id}/pause',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Hold a live campaign until it is started again',
  origin: 'Parley',
  params: ById,
  response: CampaignResource,
});

export const stopCampaign = contract({
  operation: 'stopCampaign',
  method: 'POST',
  path: '/campaigns/{id}/stop',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'End a live or paused campaign for good',
  origin: 'Parley',
  params: ById,
  response: CampaignResource,
});

export const duplicateCampaign = contract({
  operation: 'duplicateCampaign',
  method: 'POST',
  path: '/campaigns/{id}/duplicate',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Make a new draft that says the same',
  origin: 'Parley',
  params: ById,
  response: CampaignResource,
});

export const archiveCampaign = contract({
  operation: 'archiveCampaign',
  method: 'POST',
  path: '/campaigns/{id}/archive',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Put away a campaign that is a draft or stopped: lists leave it out',
  origin: 'Parley',
  params: ById,
  response: CampaignResource,
});
