import type { Campaign } from '#domain/engage/campaign/campaign';
import { messagesOf } from '#domain/engage/campaign/campaign-messages';
import { leavesNoTrace, watchOf } from '#domain/engage/campaign/campaign-rules';
import { deliveryId } from '#domain/engage/delivery/new-delivery';
import { admit } from '#domain/engage/run/admit';
import { type Entry, newRun } from '#domain/engage/run/new-run';
import type { Run } from '#domain/engage/run/run';
import type { Transition } from '#domain/targeting/profile/profile';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type AdvancePorts, advanceRun, runAtOnce, takeOn } from './advance-run.ts';

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
  const { workspaceId, contactId } = decided;
  const fired = new Map<string, { campaignId: string; entry: number; keys: Map<string, number> }>();
  for (const { ruleId, entered, entry, at } of decided.transitions) {
    const watched = watchOf(ruleId);
    if (watched === undefined) {
      if (entered) await enter(ports, decided, { campaignId: ruleId, entry, at });
      continue;
    }
    const run = `${watched.campaignId}/${entry}`;
    const known = fired.get(run) ?? { campaignId: watched.campaignId, entry, keys: new Map<string, number>() };
    fired.set(run, { ...known, keys: known.keys.set(watched.key, at) });
  }
  for (const { campaignId, entry, keys } of fired.values())
    await advanceRun(
      ports,
      { workspaceId, campaignId, contactId, entry },
      { fired: keys, notBefore: Math.max(...keys.values()) },
    );
}

async function enter(
  ports: AdvancePorts,
  { workspaceId, contactId, correlationId }: EntryDecisions,
  { campaignId, entry, at }: { campaignId: string; entry: number; at: number },
): Promise<void> {
  const campaign = await ports.campaigns.get(workspaceId, campaignId);
  // A segment's rule, or a campaign that ended meanwhile.
  if (campaign === undefined || campaign.state === 'stopped') return;
  if (leavesNoTrace(campaign)) {
    const run = admit(campaign, { contactId, entry, at, correlationId }, undefined);
    return run === undefined ? undefined : await runAtOnce(ports, campaign, run);
  }
  await retryOnConflict(async () => {
    const latest = await ports.runs.latest({ workspaceId, campaignId, contactId });
    if (latest?.entry === entry) return await takeOn(ports, latest, {});
    const run =
      (await hadAll(ports, campaign, { contactId, entry, at, correlationId })) ??
      admit(campaign, { contactId, entry, at, correlationId }, latest);
    if (run !== undefined) await takeOn(ports, run, { notBefore: at });
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
