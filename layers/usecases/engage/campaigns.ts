import type { Campaign, CampaignMessage, CampaignStore } from '#domain/engage/campaign/campaign';
import { type CampaignDraft, refuseUnknownFields } from '#domain/engage/campaign/campaign-draft';
import { type CampaignAction, moveCampaign } from '#domain/engage/campaign/campaign-state';
import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { parseRule } from '#domain/targeting/rule/parse-rule';
import { assertSegmentsExist, segmentsIn } from '#domain/targeting/rule/segment-references';
import { assertStampsFit, countsStamps } from '#domain/targeting/rule/stamp-budget';
import type { StaffActor } from '#domain/workspace/access/actor';
import { maySendAs, senderOf } from '#domain/workspace/workspace/sender';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

import { activityOf } from '../workspace/activity-log.ts';
import { type SettlePorts, settleMail } from './settle-mail.ts';

export type CampaignPorts = SettlePorts & {
  campaigns: CampaignStore;
  rules: RuleStore;
  workspaces: WorkspaceStore;
  /** The domain that mails leave from unless a workspace was granted another sender. */
  mailDomain: string;
  clock: Clock;
  ids: Ids;
};

/** How often a write that lost against another is tried again. */
const MAX_ATTEMPTS = 5;

/**
 * Takes what product ops wrote; returns the new draft campaign.
 * @throws unprocessable with the path of what is wrong: an unknown field, a node of a rule, a template's line
 */
export async function createCampaign(ports: CampaignPorts, actor: StaffActor, draft: CampaignDraft): Promise<Campaign> {
  const { campaigns, clock, ids } = ports;
  const now = clock.now();
  const content = await contentOf(draft, ports);
  await refuseUngrantedSenders(ports, actor.workspaceId, content.messages);
  const campaign: Campaign = {
    id: ids.hexId(),
    workspaceId: actor.workspaceId,
    state: 'draft',
    ...content,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    version: 1,
  };
  await refuseDemanding(ports, campaign);
  await campaigns.create(campaign);
  return campaign;
}

/** Takes a campaign's id; returns the campaign. @throws not_found if this workspace has none such */
export async function findCampaign(
  { campaigns }: Pick<CampaignPorts, 'campaigns'>,
  actor: StaffActor,
  campaignId: string,
): Promise<Campaign> {
  const campaign = await campaigns.get(actor.workspaceId, campaignId);
  if (campaign === undefined) throw new Failure('not_found', 'Campaign not found', { reason: 'campaign_not_found' });
  return campaign;
}

/** Takes a page's size and where to go on; returns that page, newest first. */
export async function listCampaigns(
  { campaigns }: Pick<CampaignPorts, 'campaigns'>,
  actor: StaffActor,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ campaigns: Campaign[]; next: string | undefined }> {
  return await campaigns.list(actor.workspaceId, page.limit, page.cursor);
}

/**
 * Takes a draft campaign's id and its new contents, all of them; returns it changed.
 * @throws not_found, conflict once it has been started, unprocessable as for `createCampaign`
 */
export async function rewriteCampaign(
  ports: CampaignPorts,
  actor: StaffActor,
  { campaignId, draft }: { campaignId: string; draft: CampaignDraft },
): Promise<Campaign> {
  const before = await findCampaign(ports, actor, campaignId);
  if (before.state !== 'draft') {
    throw new Failure('conflict', `A ${before.state} campaign cannot be changed`, { reason: 'campaign_state' });
  }
  const content = await contentOf(draft, ports);
  await refuseUngrantedSenders(ports, actor.workspaceId, content.messages);
  const after: Campaign = { ...before, ...content, updatedAt: ports.clock.now() };
  await refuseDemanding(ports, after);
  await ports.campaigns.update(before, after);
  return after;
}

/**
 * Takes a campaign's id and what to do with it; returns it afterwards. Its state and its live rule change in one transaction.
 * Repeating it changes nothing. A campaign whose rules refer to a segment that is being built for the first time enters
 * nobody until it is complete; while a segment's next version is being built, the serving one decides.
 * @throws not_found, conflict if that cannot be done in its state, or unprocessable if a segment of its rules is gone
 */
export async function actOnCampaign(
  ports: CampaignPorts,
  actor: StaffActor,
  { campaignId, action }: { campaignId: string; action: CampaignAction },
): Promise<Campaign> {
  if (action === 'start') {
    const started = await findCampaign(ports, actor, campaignId);
    await refuseUnknownSegments(ports, started);
    await refuseDemanding(ports, started);
    await refuseUngrantedSenders(ports, actor.workspaceId, started.messages);
  }
  for (let attempt = 1; ; attempt += 1) {
    const before = await findCampaign(ports, actor, campaignId);
    const after = moveCampaign(before, action, ports.clock.now());
    if (after === before) return await repaired(ports, before);
    const rule = after.state === 'live' ? await ruleOf(ports, after) : undefined;
    const change = { subject: after.name, before: before.state, after: after.state };
    const activity = activityOf(ports, actor, { type: 'campaign_state_change', ...change });
    try {
      await ports.campaigns.move(before, after, rule, [activity]);
      return after;
    } catch (error) {
      if (!isFailure(error, 'conflict') || attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}

/** An earlier release wrote the state and the rule one after the other: what a crash left half done is ended here. */
async function repaired(ports: CampaignPorts, campaign: Campaign): Promise<Campaign> {
  const { rules } = await ports.rules.load(campaign.workspaceId);
  const live = rules.find(({ id }) => id === campaign.id);
  if (campaign.state === 'live' && live?.version !== campaign.version)
    await ports.rules.put(await ruleOf(ports, campaign));
  if (campaign.state !== 'live' && live !== undefined) await ports.rules.remove(campaign.workspaceId, campaign.id);
  return campaign;
}

/** @throws unprocessable for a message from an address that the workspace may not send as, with what to do */
async function refuseUngrantedSenders(
  { workspaces, mailDomain }: Pick<CampaignPorts, 'workspaces' | 'mailDomain'>,
  workspaceId: string,
  messages: Campaign['messages'],
): Promise<void> {
  const workspace = await workspaces.get(workspaceId);
  if (workspace === undefined) return;
  for (const [index, message] of messages.entries()) {
    const sender = senderOf(message, workspace, mailDomain);
    if (maySendAs(sender, workspace, mailDomain)) continue;
    const [field, remedy] =
      message.from === undefined ? ['sender_address', 'change it'] : [`messages[${index}].from`, 'leave it out'];
    throw new Failure(
      'unprocessable',
      `${field}: this workspace may not send as ${sender}; ${remedy}, or ask whoever runs Parley to grant it (npm run workspace -- senders)`,
      { reason: 'sender_not_granted', field },
    );
  }
}

async function refuseUnknownSegments(
  { rules }: Pick<CampaignPorts, 'rules'>,
  { workspaceId, audience, goal, exit }: Campaign,
): Promise<void> {
  const referring = Object.entries({ audience, goal, exit }).flatMap(([field, rule]) =>
    rule !== null && segmentsIn(rule).length > 0 ? [{ field, rule }] : [],
  );
  if (referring.length === 0) return;
  const ruleSet = await rules.load(workspaceId);
  for (const { field, rule } of referring) assertSegmentsExist(ruleSet, rule, field);
}

/** @throws unprocessable for rules that have profiles remember more than they can, the live ones of the workspace counted */
async function refuseDemanding({ rules }: Pick<CampaignPorts, 'rules'>, campaign: Campaign): Promise<void> {
  const { workspaceId, id, audience, goal, exit } = campaign;
  // These are not remembered, but looked up of one contact when a message is to be sent.
  for (const [field, rule] of Object.entries({ goal, exit }))
    if (rule !== null) assertStampsFit({ rules: [] }, { id, rule }, field);
  if (countsStamps(audience)) assertStampsFit(await rules.load(workspaceId), { id, rule: audience }, 'audience');
}

async function ruleOf({ workspaces }: CampaignPorts, campaign: Campaign): Promise<LiveRule> {
  const workspace = await workspaces.get(campaign.workspaceId);
  return {
    id: campaign.id,
    workspaceId: campaign.workspaceId,
    purpose: 'campaign',
    version: campaign.version,
    rule: campaign.audience,
    timezone: workspace?.timezone ?? 'UTC',
    startedAt: campaign.startedAt ?? campaign.updatedAt,
    enroll: campaign.enroll,
  };
}

type Content = Pick<Campaign, 'name' | 'audience' | 'goal' | 'exit' | 'messages' | 'enroll' | 'reentry'>;

async function contentOf(draft: CampaignDraft, ports: SettlePorts): Promise<Content> {
  refuseUnknownFields(draft);
  const content: Content = {
    name: draft.name,
    audience: parseRule(draft.audience, 'audience'),
    goal: draft.goal === undefined || draft.goal === null ? null : parseRule(draft.goal, 'goal'),
    exit: draft.exit === undefined || draft.exit === null ? null : parseRule(draft.exit, 'exit'),
    messages: await Promise.all(
      draft.messages.map((message, index) =>
        settleMail(ports, withoutAbsent(message) as CampaignMessage, `messages[${index}]`),
      ),
    ),
    enroll: draft.enroll ?? 'existing_and_future',
    reentry: draft.reentry ?? 'once',
  };
  return content;
}

function withoutAbsent<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
