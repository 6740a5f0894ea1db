import { webhookOfDue } from '#domain/connect/webhook/webhook-due';
import { heldOfDue } from '#domain/engage/policy/held-due';
import { runOfDue } from '#domain/engage/run/run-due';
import type { Clock } from '#domain/kernel/clock';
import { DUE_SHARDS, type DueEntry, type DueStore } from '#domain/kernel/due';
import type { Queue } from '#domain/kernel/queue';
import type { EventImport } from '#domain/people/event/event-summary';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { CampaignJob, DueJob, EvaluateJob, RunsJob } from '#events/evaluate-job';
import type { MailJob } from '#events/mail-job';
import type { WebhookJob } from '#events/webhook-job';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { type EvaluationPorts, evaluateContact, type SequencedEvent } from './evaluation.ts';

export type TargetingPorts = EvaluationPorts;

/** What the stream says of one contact, oldest first. */
export type ContactFacts = {
  workspaceId: string;
  contactId: string;
  events: SequencedEvent[];
  /** Counts of what happened before it was tracked here. */
  imports?: EventImport[];
  /** When the contact was active otherwise, in ms. */
  activity?: number[];
  /** Whether later events of the contact may have been counted before these. */
  late?: boolean;
  /** Of the newest of them. */
  correlationId: string;
};

/** Takes what happened to one contact, events or a change of its attributes; brings its profile up to date. Safe to repeat. */
export async function applyFacts(ports: TargetingPorts, facts: ContactFacts): Promise<void> {
  const { workspaceId, contactId, events, imports = [], activity = [], late = false, correlationId } = facts;
  await evaluateContact(ports, {
    workspaceId,
    contactId,
    events,
    late,
    imports,
    activity,
    timerFired: false,
    notBefore: 0,
    reaffirm: undefined,
    correlationId,
  });
}

/** Takes a contact whom no repeat can help; nothing else waits for it: alone in a job, it ends where people look. */
export async function setContactAside(
  { evaluations, clock }: { evaluations: Queue<EvaluateJob>; clock: Clock },
  { workspaceId, contactId, correlationId }: { workspaceId: string; contactId: string; correlationId: string },
): Promise<void> {
  await evaluations.send([{ kind: 'due', workspaceId, contactIds: [contactId], asOf: clock.now(), correlationId }]);
}

/**
 * Takes the contacts whose timer fell due; brings their profiles up to date. Who cannot be evaluated goes back to the queue
 * alone, so that the others are not looked at again. Safe to repeat.
 * @throws what keeps the only contact of a job from being evaluated
 */
export async function evaluateDue(
  ports: TargetingPorts & { evaluations: Queue<EvaluateJob> },
  job: DueJob,
): Promise<void> {
  const failed: string[] = [];
  await forEachConcurrently(job.contactIds, async (contactId) => {
    try {
      await evaluateContact(ports, {
        workspaceId: job.workspaceId,
        contactId,
        events: [],
        timerFired: true,
        notBefore: job.asOf,
        reaffirm: undefined,
        correlationId: job.correlationId,
      });
    } catch (error) {
      if (job.contactIds.length === 1) throw error;
      failed.push(contactId);
    }
  });
  await ports.evaluations.send(failed.map((contactId) => ({ ...job, contactIds: [contactId] })));
}

export type TickPorts = {
  workspaces: WorkspaceStore;
  due: DueStore;
  evaluations: Queue<EvaluateJob>;
  webhookJobs: Queue<WebhookJob>;
  /** Where deliveries go that were held until now. */
  mails: Queue<MailJob>;
  clock: Clock;
};

/** Contacts in one job: about 3 kB of its message, and some seconds of one worker. */
const MAX_CONTACTS_PER_JOB = 100;

/** Entries of one read: about 0.1 kB each, well under the 1 MB of a DynamoDB page. */
const MAX_ENTRIES_PER_READ = 500;

/**
 * Hands every contact whose timer fell due, however long ago, to the evaluate queue, and every delivery of a webhook to
 * its own, and every mail that was held to the mail queue; then takes the entries out of
 * the index. A crash in between hands them over twice, which is harmless.
 */
export async function visitDue(ports: TickPorts, correlationId: string): Promise<void> {
  const asOf = ports.clock.now();
  const workspaceIds = await ports.workspaces.listIds();
  const shards = workspaceIds.flatMap((workspaceId) =>
    Array.from({ length: DUE_SHARDS }, (_, shard) => ({ workspaceId, shard })),
  );
  await forEachConcurrently(shards, (shard) => visitShard(ports, { ...shard, asOf, correlationId }));
}

type ShardVisit = { workspaceId: string; shard: number; asOf: number; correlationId: string };

async function visitShard({ due, evaluations, webhookJobs, mails }: TickPorts, visit: ShardVisit): Promise<void> {
  for (;;) {
    const entries = await due.listDue(visit.workspaceId, visit.shard, visit.asOf, MAX_ENTRIES_PER_READ);
    if (entries.length === 0) return;
    await evaluations.send([...dueJobs(entries, visit), ...runJobs(entries, visit), ...campaignJobs(entries, visit)]);
    await webhookJobs.send(webhookJobsOf(entries, visit));
    await mails.send(mailJobsOf(entries, visit));
    await due.remove(entries);
    if (entries.length < MAX_ENTRIES_PER_READ) return;
  }
}

function dueJobs(entries: DueEntry[], { workspaceId, asOf, correlationId }: ShardVisit): DueJob[] {
  const contactIds = [...new Set(entries.filter(({ kind }) => kind === 'targeting').map(({ subjectId }) => subjectId))];
  const jobs: DueJob[] = [];
  for (let start = 0; start < contactIds.length; start += MAX_CONTACTS_PER_JOB) {
    const batch = contactIds.slice(start, start + MAX_CONTACTS_PER_JOB);
    jobs.push({ kind: 'due', workspaceId, contactIds: batch, asOf, correlationId });
  }
  return jobs;
}

function mailJobsOf(entries: DueEntry[], { workspaceId, correlationId }: ShardVisit): MailJob[] {
  const subjects = new Set(entries.filter(({ kind }) => kind === 'delivery').map(({ subjectId }) => subjectId));
  return [...subjects].map((subjectId) => ({ workspaceId, ...heldOfDue(subjectId), correlationId }));
}

function runJobs(entries: DueEntry[], { workspaceId, asOf, correlationId }: ShardVisit): RunsJob[] {
  const subjects = [...new Set(entries.filter(({ kind }) => kind === 'run').map(({ subjectId }) => subjectId))];
  const jobs: RunsJob[] = [];
  for (let start = 0; start < subjects.length; start += MAX_CONTACTS_PER_JOB) {
    const runs = subjects.slice(start, start + MAX_CONTACTS_PER_JOB).map(runOfDue);
    jobs.push({ kind: 'runs', workspaceId, runs, asOf, correlationId });
  }
  return jobs;
}

function campaignJobs(entries: DueEntry[], { workspaceId, asOf, correlationId }: ShardVisit): CampaignJob[] {
  const subjects = new Set(entries.filter(({ kind }) => kind === 'campaign').map(({ subjectId }) => subjectId));
  return [...subjects].map((campaignId) => ({ kind: 'campaign', workspaceId, campaignId, asOf, correlationId }));
}

function webhookJobsOf(entries: DueEntry[], { workspaceId, correlationId }: ShardVisit): WebhookJob[] {
  const subjects = new Set(entries.filter(({ kind }) => kind === 'webhook').map(({ subjectId }) => subjectId));
  return [...subjects].map(webhookOfDue).map(({ webhookId: subscriptionId, deliveryId }) => ({
    kind: 'deliver',
    ...{ workspaceId, subscriptionId, deliveryId, correlationId },
  }));
}
