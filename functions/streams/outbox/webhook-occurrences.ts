import { companyTopics } from '#domain/connect/webhook/company-topics';
import { contactTopics } from '#domain/connect/webhook/contact-topics';
import { partTopics } from '#domain/connect/webhook/part-topics';
import { subscriptionTopics } from '#domain/connect/webhook/subscription-topics';
import type { WebhookOccurrence } from '#domain/connect/webhook/webhook-occurrence';
import type { WebhookTopic } from '#domain/connect/webhook/webhook-topic';
import type { Fact } from '#domain/fact';
import type { ContactCompany, ContactTag } from '#domain/people/contact/contact-links';
import type { SubscriptionChange } from '#domain/people/subscription/contact-subscriptions';
import { presentJob } from '#wire/connect/job';
import { type ItemPorts, webhookItems } from './webhook-items.ts';

type OfKind<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

/** What webhooks hear of each kind of fact. A new kind does not compile until it stands here. */
type Table = { [Kind in Fact['kind']]: (fact: OfKind<Kind>) => WebhookOccurrence[] };

/** Takes where items are read from; returns what turns a fact into what webhooks are told of it: nothing is read until one wants to hear it. */
export function webhookOccurrences(ports: ItemPorts): (fact: Fact) => WebhookOccurrence[] {
  const items = webhookItems(ports);
  const nothing = () => [];
  const table: Table = {
    'event-tracked': ({ event }) => [
      {
        ...about(event, event.receivedAt, `${event.contactId} ${event.name} ${event.id} ${event.createdAt}`),
        topic: 'event.created',
        item: () => items.event(event),
      },
    ],
    'contact-written': ({ before, after }) => [
      ...contactTopics(before, after).map((topic) => ({
        ...about(after, after.updatedAt, `${after.id} ${after.version}`),
        topic,
        item: async (version: string) => items.contact(after, topic, version),
      })),
      ...subscriptionTopics(before, after).map((change) => ({
        ...about(after, after.updatedAt, `${after.id} ${after.version} ${subscriptionOf(change)}`),
        topic: change.topic,
        item: async (version: string) => items.subscription(after, change, version),
      })),
    ],
    'contact-removed': ({ contact }) => {
      if (contact.role === 'visitor') return [];
      return [
        {
          ...about(contact, null, contact.id),
          topic: 'contact.deleted',
          item: async () => items.deleted('contact', contact.id),
        },
      ];
    },
    // A visitor who turns out to be a known user has signed up; nobody has heard of the visitor as a contact.
    'contact-merged': ({ contact, into }) => {
      const isVisitor = contact.role === 'visitor';
      return [
        {
          ...about(contact, null, contact.id),
          topic: isVisitor ? 'visitor.signed_up' : 'contact.merged',
          item: (version) => (isVisitor ? items.signedUp(contact, into) : items.merged(contact, into, version)),
        },
      ];
    },
    'contact-tagged': ({ link }) => contactTag(link, 'created', link.appliedAt),
    'contact-untagged': ({ link }) => contactTag(link, 'deleted', null),
    'contact-attached': ({ link }) => companyContact(link, 'company.contact.attached', link.attachedAt),
    'contact-detached': ({ link }) => companyContact(link, 'company.contact.detached', null),
    'company-written': ({ before, after }) =>
      companyTopics(before, after).map((topic) => ({
        ...about(after, after.updatedAt, `${after.id} ${after.version}`),
        topic,
        item: () => items.company(after),
      })),
    'company-removed': ({ company }) => [
      {
        ...about(company, null, company.id),
        topic: 'company.deleted',
        item: async () => items.deleted('company', company.id),
      },
    ],
    'part-appended': ({ part }) =>
      partTopics(part).map((topic) => ({
        ...about({ ...part, correlationId: `part-${part.id}` }, part.createdAt, part.id),
        topic,
        item: (version) => items.conversation(part, version),
      })),
    'job-written': ({ before, after }) => {
      const ended = after.state === 'succeeded' || after.state === 'failed';
      if (!ended || before?.finishedAt) return [];
      return [
        { ...about(after, after.finishedAt, after.id), topic: 'job.completed', item: async () => presentJob(after) },
      ];
    },
    // Summaries of what happened elsewhere are no news.
    'events-imported': nothing,
    'tag-removed': nothing,
    'profile-decided': nothing,
    'live-rule-written': nothing,
    'live-rule-removed': nothing,
    'segment-written': nothing,
    'time-zone-changed': nothing,
    'session-ended': nothing,
    'access-token-changed': nothing,
    'admin-removed': nothing,
    'delivery-written': nothing,
    'webhook-written': nothing,
    'webhook-requested': nothing,
  };

  /** The topic says whose tag it is, a lead's or a user's, which the link does not know: the item of the other is none. */
  function contactTag(link: ContactTag, done: 'created' | 'deleted', at: number | null): WebhookOccurrence[] {
    return (['user', 'lead'] as const).map((role) => ({
      ...about(link, at, `${link.contactId} ${link.tagId} ${link.appliedAt}`),
      topic: `contact.${role}.tag.${done}` as const,
      item: (version) => items.contactTag(link, role, at, version),
    }));
  }

  function companyContact(link: ContactCompany, topic: WebhookTopic, at: number | null): WebhookOccurrence[] {
    const key = `${link.contactId} ${link.companyId} ${link.attachedAt}`;
    return [{ ...about(link, at, key), topic, item: (version) => items.companyContact(link, version) }];
  }

  return (fact) => {
    // The table gives each kind the function for its own facts.
    const occurrences = table[fact.kind] as (fact: Fact) => WebhookOccurrence[];
    return occurrences(fact).map((each) => ({ ...each, at: each.at ?? fact.writtenAt ?? null }));
  };
}

const subscriptionOf = (change: SubscriptionChange) => ('subscriptionId' in change ? change.subscriptionId : 'all');

/** What an occurrence says of the record it is about. */
function about(
  { workspaceId, correlationId }: { workspaceId: string; correlationId: string },
  at: number | null,
  key: string,
): Pick<WebhookOccurrence, 'workspaceId' | 'correlationId' | 'at' | 'key'> {
  return { workspaceId, correlationId, at, key };
}
