import type { Contact } from '#domain/contact/contact';
import { missingStreams } from '#domain/profile/fold-event';
import type { Profile } from '#domain/profile/profile';
import type { Queue } from '#domain/queue/queue';
import type { CompiledRuleSet } from '#domain/targeting/compiled-rule-set';
import { decideMemberships } from '#domain/targeting/decide-memberships';
import type { BackfillJob, EvaluateJob } from '#events/evaluate-job';
import { evaluateContact } from './evaluation.ts';
import { inPool } from './in-pool.ts';
import type { TargetingPorts } from './targeting.ts';

/** Contacts of one page. */
const PAGE = 100;

/** Pages of one job: some seconds of a worker; the rest goes back to the queue with its cursor. */
const PAGES_PER_JOB = 5;

/** Takes a rule that went live and the number of contact shards; hands one job per shard to the evaluate queue. Safe to repeat. */
export async function planBackfill(
  evaluations: Queue<EvaluateJob>,
  rule: { workspaceId: string; id: string; version: number },
  { shards, correlationId }: { shards: number; correlationId: string },
): Promise<void> {
  const jobs = Array.from({ length: shards }, (_, shard): BackfillJob => {
    const { workspaceId, id: ruleId, version: ruleVersion } = rule;
    return { kind: 'backfill', workspaceId, ruleId, ruleVersion, shard, correlationId };
  });
  await evaluations.send(jobs);
}

/**
 * Takes one shard's place in a backfill; evaluates the next 500 contacts and hands the rest back to the queue. Writes
 * only profiles that change. A rule that was replaced or removed meanwhile ends it. Safe to repeat.
 */
export async function backfill(
  ports: TargetingPorts & { evaluations: Queue<EvaluateJob> },
  job: BackfillJob,
): Promise<void> {
  const rules = await ports.liveRules.current(job.workspaceId);
  if (!rules.rules.some(({ id, version }) => id === job.ruleId && version === job.ruleVersion)) return;

  let cursor = job.cursor;
  for (let pages = 0; pages < PAGES_PER_JOB; pages += 1) {
    const page = await ports.contacts.listShard(job.workspaceId, job.shard, PAGE, cursor);
    await evaluatePage(ports, rules, job, page.contacts);
    if (page.next === undefined) return;
    cursor = page.next;
  }
  await ports.evaluations.send([{ ...job, cursor }]);
}

async function evaluatePage(
  ports: TargetingPorts,
  rules: CompiledRuleSet,
  job: BackfillJob,
  contacts: Contact[],
): Promise<void> {
  const ids = contacts.map(({ id }) => id);
  const profiles = new Map((await ports.profiles.getMany(job.workspaceId, ids)).map((each) => [each.contactId, each]));
  const touched = contacts.filter((contact) => {
    const profile = profiles.get(contact.id);
    return profile === undefined || isTouched(contact, profile, { rules, job, now: ports.clock.now() });
  });
  await inPool(touched, ({ id }) =>
    evaluateContact(ports, {
      contactId: id,
      rules,
      events: [],
      woken: false,
      notBefore: 0,
      reaffirm: job.ruleId,
      correlationId: job.correlationId,
    }),
  );
}

/** The page's contacts are older than their profiles, so this only tells whom the rule may concern; they are read anew. */
function isTouched(
  contact: Contact,
  profile: Profile,
  { rules, job, now }: { rules: CompiledRuleSet; job: BackfillJob; now: number },
): boolean {
  if (missingStreams(profile, rules.streams).length > 0) return true;
  const membership = profile.memberships[job.ruleId];
  if (membership?.member && membership.ruleVersion !== job.ruleVersion) return true;
  return decideMemberships({ contact, profile, rules, now, correlationId: job.correlationId }).changed;
}
