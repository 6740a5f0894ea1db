import type { Campaign } from '#domain/engage/campaign/campaign';
import { leavesNoTrace, watchOf } from '#domain/engage/campaign/campaign-rules';
import { messagesOf } from '#domain/engage/campaign/fields-of-campaign';
import { deliveryId } from '#domain/engage/delivery/new-delivery';
import { admit } from '#domain/engage/run/admit';
import { type Entry, newRun } from '#domain/engage/run/new-run';
import type { Run } from '#domain/engage/run/run';
import type { Transition } from '#domain/targeting/profile/profile';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type AdvancePorts, advanceRun, handOverAgain, runAtOnce, takeOn } from './advance-run.ts';

/** What one write of a contact's profile decided. */
export type EntryDecisions = {
  workspaceId: string;
  contactId: string;
  transitions: Transition[];
  correlationId: string;
};

/**
 * Takes what a profile's write decided; begins a run for every campaign that the contact entered, and takes on those that
 * waited for what begins to hold. Repeating it begins nothing twice and sends nothing twice; a delivery that was written but
 * not handed over, or was held, is handed over now.
 */
export async function enterCampaigns(ports: AdvancePorts, decided: EntryDecisions): Promise<void> {
  const { workspaceId, contactId, correlationId } = decided;
  const told = decided.transitions.filter(({ entered }) => entered);
  for (const { campaign, entry, at } of await entriesOf(ports, workspaceId, told))
    await enter(ports, campaign, { contactId, entry, at, correlationId });
  for (const { campaignId, entry, keys } of firedIn(told))
    await advanceRun(
      ports,
      { workspaceId, campaignId, contactId, entry },
      { fired: keys, notBefore: Math.max(...keys.values()) },
    );
}

type CampaignEntry = { campaign: Campaign; entry: number; at: number };

/** Those that go on, the highest priority first: of messages that are decided at once it is the first in line (J15). */
async function entriesOf(
  { campaigns }: AdvancePorts,
  workspaceId: string,
  transitions: Transition[],
): Promise<CampaignEntry[]> {
  const entries: CampaignEntry[] = [];
  for (const { ruleId, entry, at } of transitions) {
    if (watchOf(ruleId) !== undefined) continue;
    const campaign = await campaigns.get(workspaceId, ruleId);
    // A segment's rule, or a campaign that ended meanwhile.
    if (campaign !== undefined && campaign.state !== 'stopped') entries.push({ campaign, entry, at });
  }
  return entries.sort((a, b) => b.campaign.priority - a.campaign.priority);
}

/** What has begun to hold, by run. */
function firedIn(transitions: Transition[]): { campaignId: string; entry: number; keys: Map<string, number> }[] {
  const fired = new Map<string, { campaignId: string; entry: number; keys: Map<string, number> }>();
  for (const { ruleId, entry, at } of transitions) {
    const watched = watchOf(ruleId);
    if (watched === undefined) continue;
    const { campaignId, key } = watched;
    const run = fired.get(`${campaignId}/${entry}`) ?? { campaignId, entry, keys: new Map<string, number>() };
    run.keys.set(key, at);
    fired.set(`${campaignId}/${entry}`, run);
  }
  return [...fired.values()];
}

async function enter(ports: AdvancePorts, campaign: Campaign, entered: Entry): Promise<void> {
  if (leavesNoTrace(campaign)) {
    const run = admit(campaign, entered, undefined);
    return run === undefined ? undefined : await runAtOnce(ports, campaign, run);
  }
  await retryOnConflict(async () => {
    const at = { workspaceId: campaign.workspaceId, campaignId: campaign.id, contactId: entered.contactId };
    const latest = await ports.runs.latest(at);
    // What is told once more may be told after a later entry.
    const isOlder = latest !== undefined && latest.entry > entered.entry;
    const known = isOlder ? await ports.runs.get({ ...at, entry: entered.entry }) : latest;
    if (known?.entry === entered.entry) {
      await handOverAgain(ports, known);
      return await takeOn(ports, campaign, known, {});
    }
    const run = (await hadAll(ports, campaign, entered)) ?? admit(campaign, entered, latest);
    if (run !== undefined) await takeOn(ports, campaign, run, { notBefore: entered.at });
  });
}

/** Who had all of the campaign while it left no trace has a delivery and no run: it gets one that is finished. */
async function hadAll(ports: AdvancePorts, campaign: Campaign, entered: Entry): Promise<Run | undefined> {
  if (!campaign.leftNoTrace) return undefined;
  const { workspaceId, id: campaignId } = campaign;
  const { contactId, entry } = entered;
  const known = [...messagesOf(campaign).map(({ id }) => id), ...Object.keys(campaign.moved)];
  const received: string[] = [];
  for (const step of known) {
    const delivery = deliveryId({ campaignId, contactId, entry, step });
    if ((await ports.deliveries.get(workspaceId, contactId, delivery)) !== undefined) received.push(step);
  }
  if (received.length === 0) return undefined;
  return { ...newRun(campaign, entered), state: 'finished', received, place: received.at(-1) ?? null };
}
