import type { Fact } from '#domain/fact';
import type { Effect } from '#events/follow-up-job';
import type { StreamConsumer, StreamFact } from '#runtime/stream-consumer';
import { factOf } from '#store/facts';
import { type EffectPorts, effectsOf, LATER_EFFECTS } from './effects.ts';

/** Keeps an effect of some records for later, or all of a record's that could not be read. */
export type Aside = {
  keep(effect: Effect, facts: StreamFact<Fact>[], error: unknown): Promise<void>;
  keepUnread(record: object, error: unknown): Promise<void>;
};

export type OutboxPorts = EffectPorts & { aside: Aside };

/**
 * Takes the ports; returns the consumer that hands what was written to those who act on it. The facts of one contact are
 * worked on together and in order: targeting first, then the other effects, none of which holds another back. Everything may
 * be repeated.
 */
export function outboxConsumer(
  ports: OutboxPorts,
): StreamConsumer<Fact> & Required<Pick<StreamConsumer<Fact>, 'follow' | 'aside'>> {
  const effects = effectsOf(ports);
  return {
    decode: factOf,
    groupOf,
    work: (facts) =>
      effects.targeting(
        facts.map(({ fact }) => fact),
        { late: false },
      ),
    aside: {
      keep: (facts, error) => ports.aside.keep('targeting', facts, error),
      keepUnread: ports.aside.keepUnread,
    },
    follow: async (numbered) => {
      const facts = numbered.map(({ fact }) => fact);
      for (const effect of LATER_EFFECTS) {
        try {
          await effects[effect](facts, { late: false });
        } catch (error) {
          await ports.aside.keep(effect, numbered, error);
        }
      }
    },
  };
}

/** Takes a fact; returns whose order it keeps. */
export function groupOf(fact: Fact): string {
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
    case 'session-ended':
      return `contact ${fact.session.workspaceId} ${fact.session.contactId}`;
    case 'access-token-changed':
      return `workspace ${fact.before.workspaceId}`;
    case 'admin-removed':
      return `workspace ${fact.admin.workspaceId}`;
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
