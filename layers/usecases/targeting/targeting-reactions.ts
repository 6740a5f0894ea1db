import type { Fact } from '#domain/fact';
import type { Queue } from '#domain/kernel/queue';
import { SESSION_GAP } from '#domain/people/contact/visit-log';
import type { ConversationPart } from '#domain/respond/conversation/conversation';
import { activityOfWrite } from '#domain/targeting/profile/sessions';
import type { EvaluateJob } from '#events/evaluate-job';
import type { FollowUpJob } from '#events/follow-up-job';
import { followMerges } from '../people/resolve-contact.ts';
import { planBackfill } from './backfill.ts';
import { planCompanyEvaluation } from './company-evaluation.ts';
import { applyFacts } from './due-evaluations.ts';
import { followSegment } from './segment-changes.ts';
import { type MemberPorts, recordMembers } from './segment-members.ts';
import { followZone, type ZoneChangePorts } from './zone-change.ts';

export type TargetingReactionPorts = MemberPorts &
  ZoneChangePorts & {
    evaluations: Queue<EvaluateJob>;
    followUps: Queue<FollowUpJob>;
    /** Of the contact listing: one backfill job each. */
    shards: number;
  };

/**
 * Takes facts about one contact or other record, oldest first; brings profiles, lists of segments and backfills up to date.
 * All that happened to one contact is one evaluation and one write. Late facts are those that come out of their order: later
 * ones of the same contact may have been worked before. Safe to repeat.
 */
export async function reactInTargeting(
  ports: TargetingReactionPorts,
  facts: Fact[],
  { late }: { late: boolean },
): Promise<void> {
  await evaluateWhomTheyConcern(ports, facts, late);
  for (const fact of facts) await follow(ports, fact, late);
}

async function evaluateWhomTheyConcern(ports: TargetingReactionPorts, facts: Fact[], late: boolean): Promise<void> {
  const events = facts.flatMap((fact) => (fact.kind === 'event-tracked' ? [fact] : []));
  const writes = facts.flatMap((fact) => (fact.kind === 'contact-written' ? [fact.after] : []));
  const imports = facts.flatMap((fact) => (fact.kind === 'events-imported' ? [fact.imported] : []));
  const activity = facts.flatMap((fact) =>
    fact.kind === 'contact-written' ? (activityOfWrite(fact.before, fact.after) ?? []) : [],
  );
  const newest = events.at(-1)?.event ?? imports.at(-1) ?? writes.at(-1);
  if (newest === undefined) return;
  const { workspaceId } = newest;
  const named = 'contactId' in newest ? newest.contactId : newest.id;
  // By now the contact may be gone, and must leave nothing behind; or be somebody else.
  const contactId = late ? (await followMerges(ports.contacts, { workspaceId, contactId: named }))?.id : named;
  if (contactId === undefined) return;
  await applyFacts(ports, {
    workspaceId,
    contactId,
    late,
    events: events.map(({ event, sequence }) => ({ event, sequence })),
    imports,
    activity,
    correlationId: newest.correlationId,
  });
}

async function follow(ports: TargetingReactionPorts, fact: Fact, late: boolean): Promise<void> {
  switch (fact.kind) {
    case 'profile-decided':
      return fact.profile.transitions.length > 0 ? await recordMembers(ports, fact.profile, { late }) : undefined;
    case 'part-appended':
      return await recordVisit(ports, fact.part);
    case 'segment-written':
      return await followSegment(ports, fact, ports.shards);
    case 'live-rule-written':
      // The rules of a segment follow the segment; who is to be asked a watched one is told one by one.
      if (fact.rule.purpose === 'segment' || fact.rule.watched) return;
      return await planBackfill(ports.evaluations, fact.rule, {
        shards: ports.shards,
        correlationId: `rule-${fact.rule.id}-${fact.rule.version}`,
      });
    case 'time-zone-changed':
      return await followZone(ports, fact.workspaceId, `zone-${fact.sequence}`);
    case 'company-written':
      return await planCompanyEvaluation(ports, fact.before, fact.after);
    default:
  }
}

/** Who writes is there. What a contact wrote long ago is brought here by an import. */
async function recordVisit(
  ports: TargetingReactionPorts,
  { workspaceId, author, id, createdAt }: ConversationPart,
): Promise<void> {
  const isContact = author.type === 'user' || author.type === 'lead';
  if (!isContact || ports.clock.now() - createdAt >= SESSION_GAP) return;
  const activity = [createdAt];
  await applyFacts(ports, { workspaceId, contactId: author.id, events: [], activity, correlationId: `part-${id}` });
}
