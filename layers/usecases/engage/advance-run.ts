import type { Campaign, CampaignStore } from '#domain/engage/campaign/campaign';
import { watchedRuleId } from '#domain/engage/campaign/campaign-rules';
import type { DeliveryStore } from '#domain/engage/delivery/delivery';
import { deliveryId, newDelivery } from '#domain/engage/delivery/new-delivery';
import type { Message } from '#domain/engage/message/message';
import { decideRun } from '#domain/engage/run/decide-run';
import { isUnderway, type Run, type RunIdentity, type RunStore } from '#domain/engage/run/run';
import type { Deed, Watch } from '#domain/engage/run/run-decision';
import { dueOfRun } from '#domain/engage/run/run-due';
import { isFailure } from '#domain/kernel/failure';
import { ownValue } from '#domain/kernel/own-value';
import type { Queue } from '#domain/kernel/queue';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { MailJob } from '#events/mail-job';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type ContactTagPorts, tagContact, untagContact } from '../people/contact-tags.ts';
import { followMerges } from '../people/resolve-contact.ts';
import { type EvaluationPorts, evaluateContact } from '../targeting/evaluation.ts';
import { type Asked, askedOf } from './run-view.ts';

export type AdvancePorts = EvaluationPorts & {
  campaigns: CampaignStore;
  runs: RunStore;
  deliveries: DeliveryStore;
  workspaces: Pick<WorkspaceStore, 'get'>;
  tags: ContactTagPorts['tags'];
  contactLinks: ContactTagPorts['contactLinks'];
  mails: Queue<MailJob>;
};

type SendPorts = Pick<AdvancePorts, 'deliveries' | 'mails'>;

/** What makes somebody look at a run. */
export type Occasion = {
  /** Watched rules that have begun to hold, by their keys, with the instant in ms. */
  fired?: ReadonlyMap<string, number>;
  /** The run stands at this instant (ms) or later: whoever caused it may have a faster clock. */
  notBefore?: number;
};

/**
 * Takes a run that was begun; takes it as far as it comes now. What is done on the way is done before the run is saved, and
 * everything of it bears its own identity: a crash in between repeats it, and nobody gets anything twice. Of a paused campaign
 * nobody moves until it is resumed. Safe to repeat.
 */
export async function advanceRun(ports: AdvancePorts, at: RunIdentity, occasion: Occasion = {}): Promise<void> {
  await retryOnConflict(async () => {
    const run = await findRun(ports, at);
    const campaign = run === undefined ? undefined : await ports.campaigns.get(run.workspaceId, run.campaignId);
    if (run !== undefined && campaign !== undefined) await takeOn(ports, campaign, run, occasion);
  });
}

/** A contact that was merged is whom it was merged into. */
async function findRun({ runs, contacts }: AdvancePorts, at: RunIdentity): Promise<Run | undefined> {
  const run = await runs.get(at);
  if (run !== undefined) return run;
  const contact = await followMerges(contacts, at);
  return contact === undefined || contact.id === at.contactId
    ? undefined
    : await runs.get({ ...at, contactId: contact.id });
}

/** Takes the run of a campaign that leaves no trace, at its beginning; decides its one message. Its rules are asked when that is sent. */
export async function runAtOnce(ports: SendPorts, campaign: Campaign, run: Run): Promise<void> {
  for (const message of campaign.messages) await send(ports, run, message, run.enteredAt);
}

/** Takes a campaign and a run in it, new or as it was read; takes the run as far as it comes now. @throws conflict if it was written since it was read */
export async function takeOn(ports: AdvancePorts, campaign: Campaign, run: Run, occasion: Occasion): Promise<void> {
  const now = Math.max(ports.clock.now(), occasion.notBefore ?? 0);
  if (campaign.state === 'paused' || campaign.state === 'draft') return;
  if (campaign.state === 'stopped') return await stop(ports, run, now);
  const asked = await askedOf(ports, campaign, run.contactId, now);
  // Deleted: the run goes with it.
  if (asked === undefined) return;
  const view = { ...asked.view, fired: occasion.fired ?? new Map<string, number>() };
  const decision = asked.contact.archived
    ? { run: isUnderway(run) ? leave(run, now) : run, deeds: [], watch: [] }
    : decideRun(campaign, run, view);
  for (const deed of decision.deeds) await act(ports, run, deed, now);
  if (decision.run.wakeAt !== null) await ports.due.arm(dueOfRun(decision.run, decision.run.wakeAt));
  if (isChanged(run, decision.run)) await ports.runs.save(decision.run);
  // Last: what begins to hold by then finds the run where it is. Whoever repeats this watches for the same.
  await hold(ports, decision.run, asked, decision.watch);
}

const leave = (run: Run, now: number): Run => ({
  ...run,
  state: 'exited',
  reason: 'contact_archived',
  wakeAt: null,
  endedAt: now,
});

async function stop({ runs }: AdvancePorts, run: Run, now: number): Promise<void> {
  if (isUnderway(run) && run.version > 0) await runs.save({ ...run, state: 'stopped', wakeAt: null, endedAt: now });
}

function isChanged(before: Run, after: Run): boolean {
  return before.version === 0 || JSON.stringify(before) !== JSON.stringify(after);
}

async function act(ports: AdvancePorts, run: Run, deed: Deed, now: number): Promise<void> {
  switch (deed.do) {
    case 'send':
      return await send(ports, run, deed.message, now);
    case 'tag':
    case 'untag':
      return await mark(ports, run, deed);
    default:
      return deed satisfies never;
  }
}

/**
 * Takes a run; has those of its messages handed over once more that were decided and are not sent: a pause may have held them
 * after the run went on. One read a message.
 */
export async function handOverAgain(ports: SendPorts, run: Run): Promise<void> {
  const { workspaceId, campaignId, contactId, entry, correlationId } = run;
  for (const step of run.received) {
    const id = deliveryId({ campaignId, contactId, entry, step });
    const delivery = await ports.deliveries.get(workspaceId, contactId, id);
    if (delivery?.state === 'queued')
      await ports.mails.send([{ workspaceId, contactId, deliveryId: id, correlationId }]);
  }
}

/** Handed over before the run is saved: a delivery that waits always has a job, or somebody who makes it one. */
async function send(ports: SendPorts, run: Run, message: Message, now: number): Promise<void> {
  const { contactId, entry, enteredAt, correlationId, version } = run;
  // What is decided as somebody enters is decided of that instant, however much later this is worked.
  const at = version === 0 ? enteredAt : now;
  const decision = { contactId, entry, step: message.id, enteredAt, at, correlationId };
  const delivery = newDelivery({ id: run.campaignId, workspaceId: run.workspaceId }, decision);
  if ((await ports.deliveries.create(delivery)) === 'exists') {
    const known = await ports.deliveries.get(run.workspaceId, contactId, delivery.id);
    if (known?.state !== 'queued' && known?.state !== 'sending') return;
  }
  await ports.mails.send([{ workspaceId: run.workspaceId, contactId, deliveryId: delivery.id, correlationId }]);
}

/** A tag that is gone, or that the contact has or has not already, is nothing to wait for. */
async function mark(ports: AdvancePorts, run: Run, deed: Extract<Deed, { tagId: string }>): Promise<void> {
  const { workspaceId, contactId, campaignId, correlationId } = run;
  const actor = { kind: 'admin' as const, workspaceId, adminId: `campaign-${campaignId}` };
  const change = deed.do === 'tag' ? tagContact : untagContact;
  try {
    await change(ports, actor, { contactId, tagId: deed.tagId }, correlationId);
  } catch (error) {
    if (!isFailure(error, 'not_found')) throw error;
  }
}

/** Watched rules stand in the profile, which is written only if one is new there. */
async function hold(ports: AdvancePorts, run: Run, { profile }: Asked, watch: Watch[]): Promise<void> {
  const { workspaceId, campaignId, contactId, entry, correlationId } = run;
  const wanted = watch.map(({ key, fresh }) => ({ ruleId: watchedRuleId(campaignId, key), entry, fresh }));
  if (wanted.every(({ ruleId }) => ownValue(profile.memberships, ruleId)?.entries === entry)) return;
  await evaluateContact(ports, {
    workspaceId,
    contactId,
    events: [],
    watch: wanted,
    timerFired: false,
    notBefore: 0,
    reaffirm: undefined,
    correlationId,
  });
}
