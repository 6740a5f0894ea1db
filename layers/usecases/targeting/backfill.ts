import { isPermanent } from '#domain/kernel/failure';
import type { Queue } from '#domain/kernel/queue';
import type { Contact } from '#domain/people/contact/contact';
import { missingStreams } from '#domain/targeting/profile/fold-event';
import type { Profile } from '#domain/targeting/profile/profile';
import type { CompiledLiveRule, CompiledRuleSet } from '#domain/targeting/rule/compiled-rule-set';
import { decideMemberships } from '#domain/targeting/rule/decide-memberships';
import type { ContactCensus } from '#domain/targeting/segment/segment-store';
import type { BackfillJob, EvaluateJob } from '#events/evaluate-job';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import type { TargetingPorts } from './due-evaluations.ts';
import { evaluateContact } from './evaluation.ts';
import { type ContactSubject, subjectsOf } from './rule-subjects.ts';
import { type BuildPorts, isBuild, reportBuild } from './segment-builds.ts';

/** Contacts of one page. */
const PAGE = 100;

/** Pages of one job: some seconds of a worker; the rest goes back to the queue with its cursor. */
const MAX_PAGES_PER_JOB = 5;

/** Takes a rule that went live and the number of contact shards; hands one job per shard to the evaluate queue. Safe to repeat. */
export async function planBackfill(
  evaluations: Queue<EvaluateJob>,
  rule: { workspaceId: string; id: string; version: number },
  { shards, correlationId }: { shards: number; correlationId: string },
): Promise<void> {
  const jobs = Array.from({ length: shards }, (_, shard): BackfillJob => {
    const { workspaceId, id: ruleId, version: ruleVersion } = rule;
    return { kind: 'backfill', workspaceId, ruleId, ruleVersion, shard, shards, correlationId };
  });
  await evaluations.send(jobs);
}

export type BackfillPorts = TargetingPorts &
  BuildPorts & { evaluations: Queue<EvaluateJob>; census: Pick<ContactCensus, 'countShard'> };

/**
 * Takes one shard's place in a backfill; evaluates the next 500 contacts and hands the rest back to the queue. Writes
 * only profiles that change. A rule that was replaced or removed meanwhile ends it, and so does one that waits for a
 * segment: whoever completes the segment plans it anew. Safe to repeat.
 */
export async function backfill(ports: BackfillPorts, job: BackfillJob): Promise<void> {
  const rules = await ports.liveRules.current(job.workspaceId);
  const live = rules.rules.find(({ id, version }) => id === job.ruleId && version === job.ruleVersion);
  if (live === undefined) return;

  const { workspaceId, shard } = job;
  const total = isBuild(live) ? (job.total ?? (await ports.census.countShard(workspaceId, shard))) : 0;
  let { cursor, done = 0 } = job;
  for (let pages = 0; pages < MAX_PAGES_PER_JOB; pages += 1) {
    const page = await ports.contacts.listShard(workspaceId, shard, PAGE, cursor);
    await evaluatePage(ports, { rules, live, job }, page.contacts);
    for (const contactId of page.unreadable) await setAside(ports, job, contactId);
    done += page.contacts.length + page.unreadable.length;
    cursor = page.next;
    if (cursor === undefined) break;
  }
  // The rest first: a crash in between does work twice, and loses none.
  if (cursor !== undefined) await ports.evaluations.send([{ ...job, cursor, done, total }]);
  if (isBuild(live)) await reportBuild(ports, live, job, { done, total, finished: cursor === undefined });
}

type Backfill = { rules: CompiledRuleSet; live: CompiledLiveRule; job: BackfillJob };

async function evaluatePage(ports: BackfillPorts, { rules, live, job }: Backfill, contacts: Contact[]): Promise<void> {
  const { workspaceId, correlationId } = job;
  const profiles = await readableProfiles(ports, job, contacts);
  const subjects = await subjectsOf(ports, rules, contacts).catch((error: unknown) => {
    if (!isPermanent(error)) throw error;
    return undefined;
  });
  const touched = subjects?.filter((subject) => {
    const profile = profiles.get(subject.contact.id);
    return profile === undefined || isTouched(subject, profile, { rules, live, job }, ports.clock.now());
  });
  // What cannot be read beside the contacts, a company of one of them, is met again with that one alone.
  const wanted = touched?.map(({ contact }) => contact) ?? contacts;
  await forEachConcurrently(wanted, async ({ id }) => {
    try {
      await evaluateContact(ports, {
        workspaceId,
        contactId: id,
        events: [],
        timerFired: false,
        notBefore: 0,
        // Whoever belongs to a segment in both versions has not entered it.
        reaffirm: live.purpose === 'campaign' ? job.ruleId : undefined,
        correlationId,
      });
    } catch (error) {
      if (!isPermanent(error)) throw error;
      await setAside(ports, job, id);
    }
  });
}

/** Nothing else waits for whom no repeat can help: alone in a job, it ends where people look. */
async function setAside({ evaluations, clock }: BackfillPorts, job: BackfillJob, contactId: string): Promise<void> {
  const { workspaceId, correlationId } = job;
  await evaluations.send([{ kind: 'due', workspaceId, contactIds: [contactId], asOf: clock.now(), correlationId }]);
}

/** By contact. One that cannot be read is left out, and does not keep the others of the page from being read. */
async function readableProfiles(
  { profiles }: TargetingPorts,
  { workspaceId }: BackfillJob,
  contacts: Contact[],
): Promise<Map<string, Profile>> {
  const read = async (ids: string[]) => {
    const found = await profiles.getMany(workspaceId, ids);
    return found.map((profile): [string, Profile] => [profile.contactId, profile]);
  };
  const ids = contacts.map(({ id }) => id);
  try {
    return new Map(await read(ids));
  } catch (error) {
    if (!isPermanent(error)) throw error;
  }
  const readable: [string, Profile][] = [];
  await forEachConcurrently(ids, async (id) => {
    const found = await read([id]).catch((error: unknown) => {
      if (!isPermanent(error)) throw error;
      return [];
    });
    readable.push(...found);
  });
  return new Map(readable);
}

/** The page's contacts are older than their profiles, so this only tells whom the rule may concern; they are read anew. */
function isTouched(subject: ContactSubject, profile: Profile, { rules, live, job }: Backfill, now: number): boolean {
  if (missingStreams(profile, rules.streams).length > 0) return true;
  const membership = profile.memberships[job.ruleId];
  if (live.purpose === 'campaign' && membership?.member && membership.ruleVersion !== job.ruleVersion) return true;
  return decideMemberships({ ...subject, profile, rules, now, correlationId: job.correlationId }).changed;
}
