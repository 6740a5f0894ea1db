import type { Job } from '#domain/connect/job/job';
import type { Webhook } from '#domain/connect/webhook/webhook';
import type { Delivery } from '#domain/engage/delivery/delivery';
import type { Company } from '#domain/people/company/company';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactCompany, ContactTag } from '#domain/people/contact/contact-links';
import type { EventImport } from '#domain/people/event/event-summary';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import type { Tag } from '#domain/people/tag/tag';
import type { ConversationPart } from '#domain/respond/conversation/conversation';
import type { Profile } from '#domain/targeting/profile/profile';
import type { LiveRule } from '#domain/targeting/rule/live-rule';
import type { Segment } from '#domain/targeting/segment/segment';
import { jobCodec } from './connect/jobs.ts';
import { type WebhookRequest, webhookCodec, webhookRequestCodec } from './connect/webhook-item.ts';
import { deliveryCodec } from './engage/delivery-item.ts';
import { MOVED } from './erasure/move-contact.ts';
import { companyCodec, contactCompanyCodec } from './people/company-item.ts';
import { contactCodec, livingContact } from './people/contact-item.ts';
import { eventCodec, eventImportCodec } from './people/event-item.ts';
import { formerContactOf } from './people/former-contact-item.ts';
import { contactTagCodec, tagCodec } from './people/tag-item.ts';
import { partCodec } from './respond/conversation-item.ts';
import { type AttributeValue, plainItem } from './table/attribute-value.ts';
import type { Item } from './table/table.ts';
import { liveRuleCodec } from './targeting/live-rules.ts';
import { countedSessions, profileOfItem } from './targeting/profile-item.ts';
import { segmentCodec } from './targeting/segments.ts';

/**
 * A record as Lambda gets it from the table's stream. `entity` of the new image (or of the old one, of a
 * removal) is what event source filters may look at.
 */
export type StreamRecord = {
  eventName?: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined;
  dynamodb?:
    | {
        SequenceNumber?: string | undefined;
        NewImage?: Record<string, AttributeValue> | undefined;
        OldImage?: Record<string, AttributeValue> | undefined;
      }
    | undefined;
};

/** What a write declares to those behind the stream. `sequence` orders the facts of one contact or conversation. */
export type Fact =
  | { kind: 'event-tracked'; event: TrackedEvent; sequence: string }
  | { kind: 'events-imported'; imported: EventImport; sequence: string }
  /** `before` is absent for a new contact. */
  | { kind: 'contact-written'; before?: Contact; after: Contact; sequence: string }
  | { kind: 'contact-removed'; contact: Contact; sequence: string }
  /** `into` is the id of whom the contact was merged into. */
  | { kind: 'contact-merged'; contact: Contact; into: string; sequence: string }
  /** `before` is absent for a new company. */
  | { kind: 'company-written'; before?: Company; after: Company; sequence: string }
  | { kind: 'company-removed'; company: Company; sequence: string }
  | { kind: 'tag-removed'; tag: Tag; sequence: string }
  | { kind: 'contact-tagged'; link: ContactTag; sequence: string }
  | { kind: 'contact-untagged'; link: ContactTag; sequence: string }
  | { kind: 'contact-attached'; link: ContactCompany; sequence: string }
  | { kind: 'contact-detached'; link: ContactCompany; sequence: string }
  /** Only when rules were entered or left, or the count of sessions is another. */
  | { kind: 'profile-decided'; profile: Profile; sessionsCounted: boolean; sequence: string }
  | { kind: 'part-appended'; part: ConversationPart; sequence: string }
  | { kind: 'live-rule-written'; rule: LiveRule; sequence: string }
  | { kind: 'live-rule-removed'; rule: LiveRule; sequence: string }
  /** `before` is absent for a new segment; a deleted one is written once more before it goes. */
  | { kind: 'segment-written'; before?: Segment; after: Segment; sequence: string }
  /** `before` is absent for a new webhook. */
  | { kind: 'webhook-written'; before?: Webhook; after: Webhook; sequence: string }
  /** A person wants a delivery sent. */
  | { kind: 'webhook-requested'; request: WebhookRequest; sequence: string }
  /** `before` is absent for a new job; every slice writes it. */
  | { kind: 'job-written'; before?: Job; after: Job; sequence: string }
  /** `before` is absent for a new delivery. */
  | { kind: 'delivery-written'; before?: Delivery; after: Delivery; sequence: string };

/**
 * Takes a stream record; returns the fact it declares, or undefined for what nobody waits for (claims,
 * timers, sessions, records that only expire).
 * @throws internal if an item cannot be read
 */
export function factOf(record: StreamRecord): Fact | undefined {
  const { NewImage, OldImage, SequenceNumber: sequence = '' } = record.dynamodb ?? {};
  const after = NewImage === undefined ? undefined : plainItem(NewImage);
  const before = OldImage === undefined ? undefined : plainItem(OldImage);
  if (after !== undefined) return written(after, before, sequence);
  return before === undefined ? undefined : removed(before, sequence);
}

function written(after: Item, before: Item | undefined, sequence: string): Fact | undefined {
  switch (after.entity) {
    case 'event':
      // What a merge moved here was counted before.
      return before === undefined && after[MOVED] !== true
        ? { kind: 'event-tracked', event: eventCodec.fromItem(after), sequence }
        : undefined;
    case 'event-import':
      return { kind: 'events-imported', imported: eventImportCodec.fromItem(after), sequence };
    case 'contact':
      return { kind: 'contact-written', ...change(after, before, contactCodec.fromItem), sequence };
    case 'company':
      return { kind: 'company-written', ...change(after, before, companyCodec.fromItem), sequence };
    case 'contact-tag':
      return before === undefined
        ? { kind: 'contact-tagged', link: contactTagCodec.fromItem(after), sequence }
        : undefined;
    case 'contact-company':
      return before === undefined
        ? { kind: 'contact-attached', link: contactCompanyCodec.fromItem(after), sequence }
        : undefined;
    case 'former-contact':
      return gone(after, before, sequence);
    case 'profile': {
      const profile = profileOfItem(after);
      const sessionsCounted = profile.sessions.count !== countedSessions(before);
      if (profile.transitions.length === 0 && !sessionsCounted) return undefined;
      return { kind: 'profile-decided', profile, sessionsCounted, sequence };
    }
    case 'part':
      return before === undefined ? { kind: 'part-appended', part: partCodec.fromItem(after), sequence } : undefined;
    case 'live-rule':
      return { kind: 'live-rule-written', rule: liveRuleCodec.fromItem(after), sequence };
    case 'segment':
      return { kind: 'segment-written', ...change(after, before, segmentCodec.fromItem), sequence };
    case 'webhook':
      return { kind: 'webhook-written', ...change(after, before, webhookCodec.fromItem), sequence };
    case 'webhook-request':
      return { kind: 'webhook-requested', request: webhookRequestCodec.fromItem(after), sequence };
    case 'job':
      return { kind: 'job-written', ...change(after, before, jobCodec.fromItem), sequence };
    case 'delivery':
      return { kind: 'delivery-written', ...change(after, before, deliveryCodec.fromItem), sequence };
    default:
      return undefined;
  }
}

function removed(before: Item, sequence: string): Fact | undefined {
  switch (before.entity) {
    case 'contact':
      return { kind: 'contact-removed', contact: contactCodec.fromItem(before), sequence };
    case 'company':
      return { kind: 'company-removed', company: companyCodec.fromItem(before), sequence };
    case 'tag':
      return { kind: 'tag-removed', tag: tagCodec.fromItem(before), sequence };
    case 'contact-tag':
      return { kind: 'contact-untagged', link: contactTagCodec.fromItem(before), sequence };
    case 'contact-company':
      return { kind: 'contact-detached', link: contactCompanyCodec.fromItem(before), sequence };
    case 'live-rule':
      return { kind: 'live-rule-removed', rule: liveRuleCodec.fromItem(before), sequence };
    default:
      return undefined;
  }
}

function gone(mark: Item, before: Item | undefined, sequence: string): Fact | undefined {
  const contact = before === undefined ? undefined : livingContact(before);
  const into = formerContactOf(mark)?.mergedInto ?? null;
  if (contact === undefined) return undefined;
  return into === null
    ? { kind: 'contact-removed', contact, sequence }
    : { kind: 'contact-merged', contact, into, sequence };
}

function change<T>(after: Item, before: Item | undefined, read: (item: Item) => T): { before?: T; after: T } {
  return before === undefined ? { after: read(after) } : { before: read(before), after: read(after) };
}
