import type { EventBus } from '#domain/kernel/event-bus';
import type { Queue } from '#domain/kernel/queue';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import { isListed } from '#domain/people/contact/is-listed';
import type { ConversationPart } from '#domain/respond/conversation/conversation';
import { activityOfWrite, SESSION_GAP } from '#domain/targeting/profile/sessions';
import type { BusEvent } from '#events/bus-event';
import type { EvaluateJob } from '#events/evaluate-job';
import type { RunJob } from '#events/run-job';
import type { StreamConsumer } from '#runtime/stream-consumer';
import { type Fact, factOf } from '#store/facts';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import { beginJob } from '#usecases/connect/begin-job';
import { enqueueDelivery, followWebhook } from '#usecases/connect/webhook-changes';
import { type FanOutPorts, fanOut } from '#usecases/connect/webhook-fan-out';
import { type EntryPorts, enterCampaigns } from '#usecases/engage/enter-campaigns';
import { recordCompanyActivity } from '#usecases/people/company-activity';
import { shareSessionCount } from '#usecases/people/session-count';
import {
  type BlockedContactPorts,
  closeConversationsOfBlocked,
} from '#usecases/respond/close-conversations-of-blocked';
import { planBackfill } from '#usecases/targeting/backfill';
import { type CompanyEvaluationPorts, planCompanyEvaluation } from '#usecases/targeting/company-evaluation';
import { applyFacts, type TargetingPorts } from '#usecases/targeting/due-evaluations';
import { followSegment } from '#usecases/targeting/segment-changes';
import { type MemberPorts, recordMembers } from '#usecases/targeting/segment-members';
import { busEventOf } from './bus-event-of.ts';
import type { ItemPorts } from './webhook-items.ts';
import { webhookOccurrences } from './webhook-occurrences.ts';

export type OutboxPorts = TargetingPorts &
  MemberPorts &
  EntryPorts &
  FanOutPorts &
  ItemPorts &
  BlockedContactPorts &
  Pick<CompanyEvaluationPorts, 'companies'> & {
    contactLinks: Pick<ContactLinkStore, 'settle'>;
    evaluations: Queue<EvaluateJob>;
    runJobs: Queue<RunJob>;
    /** Undefined where nobody outside listens. */
    bus: EventBus<BusEvent> | undefined;
  };

/**
 * Takes the ports; returns the consumer that turns what was written into what follows from it: evaluation of rules,
 * deliveries of campaigns that were entered, the backfill of a rule that went live, what webhooks and the bus are told. The facts
 * of one contact are worked on together and in order. Everything may be repeated.
 */
export function outboxConsumer(ports: OutboxPorts): StreamConsumer<Fact> {
  const occurrencesOf = webhookOccurrences(ports);
  return {
    decode: factOf,
    groupOf,
    work: async (numbered) => {
      const facts = numbered.map(({ fact }) => fact);
      await applyContactFacts(ports, facts);
      for (const fact of facts) await follow(ports, fact);
      await fanOut(ports, facts.flatMap(occurrencesOf));
      await publish(ports, facts);
    },
  };
}

function groupOf(fact: Fact): string {
  switch (fact.kind) {
    case 'event-tracked':
      return `contact ${fact.event.workspaceId} ${fact.event.contactId}`;
    case 'events-imported':
      return `contact ${fact.imported.workspaceId} ${fact.imported.contactId}`;
    case 'contact-written':
      return `contact ${fact.after.workspaceId} ${fact.after.id}`;
    case 'contact-removed':
    case 'contact-merged':
      return `contact ${fact.contact.workspaceId} ${fact.contact.id}`;
    case 'profile-decided':
      return `contact ${fact.profile.workspaceId} ${fact.profile.contactId}`;
    case 'delivery-written':
      return `contact ${fact.after.workspaceId} ${fact.after.contactId}`;
    case 'contact-tagged':
    case 'contact-untagged':
    case 'contact-attached':
    case 'contact-detached':
      return `contact ${fact.link.workspaceId} ${fact.link.contactId}`;
    case 'company-written':
      return `company ${fact.after.workspaceId} ${fact.after.id}`;
    case 'company-removed':
      return `company ${fact.company.workspaceId} ${fact.company.id}`;
    case 'tag-removed':
      return `tag ${fact.tag.workspaceId} ${fact.tag.id}`;
    case 'live-rule-written':
    case 'live-rule-removed':
      return `rule ${fact.rule.workspaceId} ${fact.rule.id}`;
    case 'segment-written':
      return `rule ${fact.after.workspaceId} ${fact.after.id}`;
    case 'webhook-written':
      return `webhook ${fact.after.workspaceId} ${fact.after.id}`;
    case 'webhook-requested':
      return `webhook ${fact.request.workspaceId} ${fact.request.subscriptionId}`;
    case 'job-written':
      return `job ${fact.after.workspaceId} ${fact.after.id}`;
    case 'part-appended':
      return `conversation ${fact.part.workspaceId} ${fact.part.conversationId}`;
    default:
      return fact satisfies never;
  }
}

/** All that happened to one contact in this batch is one evaluation and one write. */
async function applyContactFacts(ports: OutboxPorts, facts: Fact[]): Promise<void> {
  const events = facts.flatMap((fact) => (fact.kind === 'event-tracked' ? [fact] : []));
  const writes = facts.flatMap((fact) => (fact.kind === 'contact-written' ? [fact.after] : []));
  const imports = facts.flatMap((fact) => (fact.kind === 'events-imported' ? [fact.imported] : []));
  const activity = facts.flatMap((fact) =>
    fact.kind === 'contact-written' ? (activityOfWrite(fact.before, fact.after) ?? []) : [],
  );
  const newest = events.at(-1)?.event ?? imports.at(-1) ?? writes.at(-1);
  if (newest === undefined) return;
  await applyFacts(ports, {
    workspaceId: newest.workspaceId,
    contactId: 'contactId' in newest ? newest.contactId : newest.id,
    events: events.map(({ event, sequence }) => ({ event, sequence })),
    imports,
    activity,
    correlationId: newest.correlationId,
  });
}

async function follow(ports: OutboxPorts, fact: Fact): Promise<void> {
  switch (fact.kind) {
    case 'profile-decided':
      if (fact.profile.transitions.length > 0)
        await enterCampaigns(ports, { ...fact.profile, transitions: await recordMembers(ports, fact.profile) });
      return fact.sessionsCounted ? await shareSessionCount(ports, fact.profile) : undefined;
    case 'part-appended':
      return await recordVisit(ports, fact.part);
    case 'segment-written':
      return await followSegment(ports, fact, LISTING_SHARDS);
    case 'live-rule-written':
      // The rules of a segment follow the segment.
      if (fact.rule.purpose === 'segment') return;
      return await planBackfill(ports.evaluations, fact.rule, {
        shards: LISTING_SHARDS,
        correlationId: `rule-${fact.rule.id}-${fact.rule.version}`,
      });
    case 'contact-written':
      await settleLinks(ports, fact.before, fact.after);
      await closeConversationsOfBlocked(ports, fact.before, fact.after);
      return await recordCompanyActivity(ports, fact.before, fact.after);
    case 'contact-removed':
    case 'contact-merged': {
      const { workspaceId, id: contactId, correlationId } = fact.contact;
      const into = fact.kind === 'contact-merged' ? { into: fact.into } : {};
      const job = { kind: 'former-contact' as const, workspaceId, contactId, ...into, correlationId };
      return await ports.evaluations.send([job]);
    }
    case 'company-written':
      return await planCompanyEvaluation(ports, fact.before, fact.after);
    case 'company-removed': {
      const { workspaceId, id: companyId, correlationId } = fact.company;
      return await ports.evaluations.send([{ kind: 'unlink', workspaceId, of: { companyId }, correlationId }]);
    }
    case 'tag-removed': {
      const { workspaceId, id: tagId, correlationId } = fact.tag;
      return await ports.evaluations.send([{ kind: 'unlink', workspaceId, of: { tagId }, correlationId }]);
    }
    case 'webhook-written':
      return await followWebhook(ports, fact.before, fact.after);
    case 'job-written':
      return await beginJob(ports, fact.before, fact.after);
    case 'webhook-requested':
      return await enqueueDelivery(ports, fact.request);
    default:
  }
}

/** Who writes is there. What a contact wrote long ago is brought here by an import. */
async function recordVisit(
  ports: OutboxPorts,
  { workspaceId, author, id, createdAt }: ConversationPart,
): Promise<void> {
  const isContact = author.type === 'user' || author.type === 'lead';
  if (!isContact || ports.clock.now() - createdAt >= SESSION_GAP) return;
  const activity = [createdAt];
  await applyFacts(ports, { workspaceId, contactId: author.id, events: [], activity, correlationId: `part-${id}` });
}

/** Who archived or brought back a contact has settled its links already, unless something came in between. */
async function settleLinks({ contactLinks }: OutboxPorts, before: Contact | undefined, after: Contact): Promise<void> {
  if (before === undefined || isListed(before) === isListed(after)) return;
  await contactLinks.settle(after.workspaceId, after.id);
}

async function publish({ bus }: OutboxPorts, facts: Fact[]): Promise<void> {
  const events = facts.flatMap((fact) => busEventOf(fact) ?? []);
  if (bus !== undefined && events.length > 0) await bus.publish(events);
}
