import type { Campaign } from '#domain/engage/campaign/campaign';
import { liveRulesOf, watchOf } from '#domain/engage/campaign/campaign-rules';
import { fieldsOf, rulesIn, tagsOf } from '#domain/engage/campaign/fields-of-campaign';
import { Failure } from '#domain/kernel/failure';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { RuleStore } from '#domain/targeting/rule/live-rule';
import { assertSegmentsExist, segmentsIn } from '#domain/targeting/rule/segment-references';
import { assertStampsFit, countsStamps } from '#domain/targeting/rule/stamp-budget';
import { maySendAs, senderOf } from '#domain/workspace/workspace/sender';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

export type CampaignRefusalPorts = {
  rules: RuleStore;
  tags: Pick<TagStore, 'getMany'>;
  workspaces: WorkspaceStore;
  /** The domain that mails leave from unless a workspace was granted another sender. */
  mailDomain: string;
};

/** How long after its begin a draft may still be started, in ms: who writes it takes a while. */
const START_GRACE = 3_600_000;

/** @throws unprocessable for a message from an address that the workspace may not send as, with what to do */
export async function refuseUngrantedSenders(
  { workspaces, mailDomain }: Pick<CampaignRefusalPorts, 'workspaces' | 'mailDomain'>,
  workspaceId: string,
  campaign: Pick<Campaign, 'messages' | 'steps'>,
): Promise<void> {
  const workspace = await workspaces.get(workspaceId);
  if (workspace === undefined) return;
  for (const { message, field: place } of fieldsOf(campaign)) {
    if (message.channel !== 'email') continue;
    const sender = senderOf(message, workspace, mailDomain);
    if (maySendAs(sender, workspace, mailDomain)) continue;
    const [field, remedy] =
      message.from === undefined ? ['sender_address', 'change it'] : [`${place}.from`, 'leave it out'];
    throw new Failure(
      'unprocessable',
      `${field}: this workspace may not send as ${sender}; ${remedy}, or ask whoever runs Parley to grant it (npm run workspace -- senders)`,
      { reason: 'sender_not_granted', field },
    );
  }
}

/** @throws unprocessable for a segment or tag that is none of the workspace's, naming its place */
export async function refuseUnknownReferences(
  { rules, tags }: Pick<CampaignRefusalPorts, 'rules' | 'tags'>,
  campaign: Campaign,
): Promise<void> {
  const { workspaceId } = campaign;
  const referring = rulesIn(campaign).filter(({ rule }) => segmentsIn(rule).length > 0);
  if (referring.length > 0) {
    const ruleSet = await rules.load(workspaceId);
    for (const { field, rule } of referring) assertSegmentsExist(ruleSet, rule, field);
  }
  const marks = tagsOf(campaign);
  if (marks.length === 0) return;
  const known = new Set(
    (
      await tags.getMany(
        workspaceId,
        marks.map(({ tagId }) => tagId),
      )
    ).map(({ id }) => id),
  );
  const unknown = marks.find(({ tagId }) => !known.has(tagId));
  if (unknown === undefined) return;
  const { field, tagId } = unknown;
  throw new Failure('unprocessable', `${field}: there is no tag ${tagId}`, { reason: 'tag_not_found', field });
}

/** Takes a campaign that is to be started, and the present instant in ms. @throws unprocessable for a draft whose time is over */
export function refusePast(campaign: Campaign, now: number): void {
  if (campaign.state !== 'draft') return;
  const { startsAt, endsAt, schedule } = campaign;
  const past = (field: string) =>
    new Failure('unprocessable', `${field}: is in the past; give a later instant, or leave it out`, {
      reason: 'parameter_invalid',
      field,
    });
  if (endsAt !== null && endsAt <= now) throw past('ends_at');
  if (startsAt !== null && startsAt < now - START_GRACE) throw past('starts_at');
  if (schedule !== null && 'at' in schedule && schedule.at < now - START_GRACE) throw past('schedule.at');
}

/** @throws unprocessable for rules that have profiles remember more than they can, the live ones of the workspace counted (Y28) */
export async function refuseDemanding(
  { rules }: Pick<CampaignRefusalPorts, 'rules'>,
  campaign: Campaign,
): Promise<void> {
  const { workspaceId, id } = campaign;
  const counting = rulesIn(campaign).filter(({ rule }) => countsStamps(rule));
  if (counting.length === 0) return;
  const live = (await rules.load(workspaceId)).rules;
  const others = live.filter((rule) => rule.id !== id && watchOf(rule.id)?.campaignId !== id);
  const own = liveRulesOf(campaign, 'UTC');
  for (const { rule, field } of counting) {
    const remembered = own.find((each) => each.rule === rule);
    // What is not remembered is looked up of one contact when it is asked.
    const beside = remembered === undefined ? [] : [...others, ...own.filter((each) => each !== remembered)];
    assertStampsFit({ rules: beside }, { id: remembered?.id ?? id, rule }, field);
  }
}
