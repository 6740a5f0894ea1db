import type { Fact } from '#domain/fact';
import type { StreamConsumer } from '#runtime/stream-consumer';
import { factOf } from '#store/facts';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import { reactInConnect, tellBus, tellWebhooks, type WorkReactionPorts } from '#usecases/connect/connect-reactions';
import type { FanOutPorts } from '#usecases/connect/webhook-fan-out';
import { type EngageReactionPorts, reactInEngage } from '#usecases/engage/engage-reactions';
import { type PeopleReactionPorts, reactInPeople } from '#usecases/people/people-reactions';
import { type RespondReactionPorts, reactInRespond } from '#usecases/respond/respond-reactions';
import { reactInTargeting, type TargetingReactionPorts } from '#usecases/targeting/targeting-reactions';
import type { ItemPorts } from './webhook-items.ts';
import { webhookOccurrences } from './webhook-occurrences.ts';

export type OutboxPorts = Omit<TargetingReactionPorts, 'shards'> &
  PeopleReactionPorts &
  EngageReactionPorts &
  RespondReactionPorts &
  WorkReactionPorts &
  FanOutPorts &
  ItemPorts &
  Parameters<typeof tellBus>[0];

/**
 * Takes the ports; returns the consumer that hands what was written to those who act on it. The facts of one contact are
 * worked on together and in order. Everything may be repeated.
 */
export function outboxConsumer(ports: OutboxPorts): StreamConsumer<Fact> {
  const occurrencesOf = webhookOccurrences(ports);
  const reactions = [reactInEngage, reactInPeople, reactInRespond, reactInConnect];
  return {
    decode: factOf,
    groupOf,
    work: async (numbered) => {
      const facts = numbered.map(({ fact }) => fact);
      await reactInTargeting({ ...ports, shards: LISTING_SHARDS }, facts);
      for (const fact of facts) for (const react of reactions) await react(ports, fact);
      await tellWebhooks({ ...ports, occurrencesOf }, facts);
      await tellBus(ports, facts);
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
    case 'time-zone-changed':
      return `workspace ${fact.workspaceId}`;
    case 'webhook-written':
      return `webhook ${fact.after.workspaceId} ${fact.after.id}`;
    case 'webhook-requested':
      return `webhook ${fact.request.workspaceId} ${fact.request.webhookId}`;
    case 'job-written':
      return `job ${fact.after.workspaceId} ${fact.after.id}`;
    case 'part-appended':
      return `conversation ${fact.part.workspaceId} ${fact.part.conversationId}`;
    default:
      return fact satisfies never;
  }
}
