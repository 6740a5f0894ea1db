import type { Campaign, CampaignStore, RuleChange } from '#domain/engage/campaign/campaign';
import { contentOf } from '#domain/engage/campaign/campaign-content';
import type { CampaignDraft } from '#domain/engage/campaign/campaign-draft';
import { liveRulesOf } from '#domain/engage/campaign/campaign-rules';
import { beginOf, type CampaignAction, hasBegun, moveCampaign } from '#domain/engage/campaign/campaign-state';
import type { Clock } from '#domain/kernel/clock';
import type { DueStore } from '#domain/kernel/due';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf } from '../workspace/activity-log.ts';
import {
  type CampaignRefusalPorts,
  refuseDemanding,
  refusePast,
  refuseUngrantedSenders,
  refuseUnknownReferences,
} from './campaign-refusals.ts';
import { settleCampaign } from './settle-campaign.ts';
import type { SettlePorts } from './settle-mail.ts';

export type CampaignPorts = CampaignRefusalPorts &
  SettlePorts & {
    campaigns: CampaignStore;
    due: Pick<DueStore, 'arm'>;
    clock: Clock;
    ids: Ids;
  };

/**
 * Takes what product ops wrote; returns the new draft campaign.
 * @throws unprocessable with the path of what is wrong: an unknown field, a node of a rule, a template's line
 */
export async function createCampaign(ports: CampaignPorts, actor: StaffActor, draft: CampaignDraft): Promise<Campaign> {
  const { campaigns, clock, ids } = ports;
  const now = clock.now();
  const content = await checkedContent(ports, actor, draft);
  const campaign: Campaign = {
    id: ids.hexId(),
    workspaceId: actor.workspaceId,
    state: 'draft',
    ...content,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    archivedAt: null,
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

/** Takes a page's size and where to go on; returns that page, newest first. What was put away drops out of it. */
export async function listCampaigns(
  { campaigns }: Pick<CampaignPorts, 'campaigns'>,
  actor: StaffActor,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ campaigns: Campaign[]; next: string | undefined }> {
  const { campaigns: found, next } = await campaigns.list(actor.workspaceId, page.limit, page.cursor);
  return { campaigns: found.filter(({ archivedAt }) => archivedAt === null), next };
}

/**
 * Takes a campaign's id and its new contents, all of them; returns it changed. One that runs goes on as it is now: who is in it
 * stays where they are, and who stands on what is gone goes on at the next (J05, J06).
 * @throws not_found, conflict once it has been stopped, unprocessable as for `createCampaign`
 */
export async function rewriteCampaign(
  ports: CampaignPorts,
  actor: StaffActor,
  { campaignId, draft }: { campaignId: string; draft: CampaignDraft },
): Promise<Campaign> {
  return await retryOnConflict(async () => {
    const before = await findCampaign(ports, actor, campaignId);
    if (before.state === 'stopped')
      throw new Failure('conflict', 'A stopped campaign cannot be changed; duplicate it', { reason: 'campaign_state' });
    const content = await checkedContent(ports, actor, draft, before);
    const after: Campaign = { ...before, ...content, updatedAt: ports.clock.now() };
    await refuseDemanding(ports, after);
    if (before.state !== 'draft') await refuseUnknownReferences(ports, after);
    if (before.state !== 'live') await ports.campaigns.update(before, after);
    else {
      await armTimes(ports, after);
      await ports.campaigns.move(before, after, await rulesOf(ports, before, after), []);
    }
    return { ...after, version: before.version + 1 };
  });
}

/** Takes a campaign's id; returns a new draft that says the same. @throws not_found */
export async function duplicateCampaign(
  ports: CampaignPorts,
  actor: StaffActor,
  campaignId: string,
): Promise<Campaign> {
  const { campaigns, clock, ids } = ports;
  const now = clock.now();
  const original = await findCampaign(ports, actor, campaignId);
  const copy: Campaign = {
    ...original,
    id: ids.hexId(),
    name: `${original.name.slice(0, 240)} (copy)`,
    state: 'draft',
    moved: {},
    leftNoTrace: false,
    archivedAt: null,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    version: 1,
  };
  await campaigns.create(copy);
  return copy;
}

/**
 * Takes a campaign's id; returns it archived: lists leave it out, and it never starts again.
 * @throws not_found, conflict while it is live or paused
 */
export async function archiveCampaign(ports: CampaignPorts, actor: StaffActor, campaignId: string): Promise<Campaign> {
  return await retryOnConflict(async () => {
    const before = await findCampaign(ports, actor, campaignId);
    if (before.archivedAt !== null) return before;
    if (before.state === 'live' || before.state === 'paused')
      throw new Failure('conflict', `A ${before.state} campaign cannot be archived; stop it first`, {
        reason: 'campaign_state',
      });
    const now = ports.clock.now();
    const after: Campaign = { ...before, state: 'stopped', archivedAt: now, updatedAt: now };
    await ports.campaigns.update(before, after);
    return { ...after, version: before.version + 1 };
  });
}

/**
 * Takes a campaign's id and what to do with it; returns it afterwards. Its state and its live rules change in one transaction.
 * Repeating it changes nothing. A campaign whose rules refer to a segment that is being built for the first time enters
 * nobody until it is complete; while a segment's next version is being built, the serving one decides.
 * @throws not_found, conflict if that cannot be done in its state, or unprocessable if something that it refers to is gone
 */
export async function actOnCampaign(
  ports: CampaignPorts,
  actor: StaffActor,
  { campaignId, action }: { campaignId: string; action: CampaignAction },
): Promise<Campaign> {
  if (action === 'start') {
    const started = await findCampaign(ports, actor, campaignId);
    await refuseUnknownReferences(ports, started);
    await refuseDemanding(ports, started);
    await refuseUngrantedSenders(ports, actor.workspaceId, started);
    refusePast(started, ports.clock.now());
  }
  return await retryOnConflict(async () => {
    const before = await findCampaign(ports, actor, campaignId);
    const after = moveCampaign(before, action, ports.clock.now());
    if (after === before) return await repaired(ports, before);
    const change = { subject: after.name, before: before.state, after: after.state };
    const activity = activityOf(ports, actor, { type: 'campaign_state_change', ...change });
    await armTimes(ports, after);
    await ports.campaigns.move(before, after, await rulesOf(ports, before, after), [activity]);
    return after;
  });
}

/** An earlier release wrote the state and the rule one after the other: what a crash left half done is ended here. */
async function repaired(ports: CampaignPorts, campaign: Campaign): Promise<Campaign> {
  const { rules } = await ports.rules.load(campaign.workspaceId);
  const live = rules.find(({ id }) => id === campaign.id);
  if (campaign.state === 'live' && hasBegun(campaign, ports.clock.now()) && live?.version !== campaign.version)
    for (const rule of (await rulesOf(ports, campaign, campaign)).put) await ports.rules.put(rule);
  if (campaign.state !== 'live' && live !== undefined) await ports.rules.remove(campaign.workspaceId, campaign.id);
  return campaign;
}

/** Takes a campaign before and after a change; returns how the live rules change with it. */
async function rulesOf({ workspaces, clock }: CampaignPorts, before: Campaign, after: Campaign): Promise<RuleChange> {
  const workspace = await workspaces.get(after.workspaceId);
  const isLive = after.state === 'live' && hasBegun(after, clock.now());
  const put = isLive ? liveRulesOf(after, workspace?.timezone ?? 'UTC') : [];
  const kept = new Set(put.map(({ id }) => id));
  return {
    put,
    remove: liveRulesOf(before, 'UTC')
      .map(({ id }) => id)
      .filter((id) => !kept.has(id)),
  };
}

/** Before the campaign changes: an entry without a change is harmless. */
async function armTimes({ due, clock }: CampaignPorts, { state, workspaceId, id: subjectId, ...campaign }: Campaign) {
  if (state !== 'live') return;
  const { endsAt } = campaign;
  const begin = beginOf(campaign);
  if (begin > clock.now()) await due.arm({ workspaceId, kind: 'campaign', subjectId, at: begin });
  if (endsAt !== null) await due.arm({ workspaceId, kind: 'campaign', subjectId, at: endsAt });
}

async function checkedContent(ports: CampaignPorts, actor: StaffActor, draft: CampaignDraft, former?: Campaign) {
  const content = await settleCampaign(ports, contentOf(draft, former));
  await refuseUngrantedSenders(ports, actor.workspaceId, content);
  return content;
}
