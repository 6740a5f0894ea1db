import type { Contact } from '#domain/contact/contact';
import type { ConversationPart } from '#domain/conversation/conversation';
import type { Delivery } from '#domain/delivery/delivery';
import type { TrackedEvent } from '#domain/event/tracked-event';
import type { Profile } from '#domain/profile/profile';
import type { LiveRule } from '#domain/targeting/live-rule';
import { type AttributeValue, plainItem } from './attribute-value.ts';
import { contactCodec } from './contact-item.ts';
import { partCodec } from './conversation-item.ts';
import { deliveryCodec } from './delivery-item.ts';
import { eventCodec } from './event-item.ts';
import { liveRuleCodec } from './live-rules.ts';
import { profileOfItem } from './profile-item.ts';
import type { Item } from './table.ts';

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
  /** `before` is absent for a new contact. */
  | { kind: 'contact-written'; before?: Contact; after: Contact; sequence: string }
  | { kind: 'contact-removed'; contact: Contact; sequence: string }
  /** Only when rules were entered or left. */
  | { kind: 'profile-decided'; profile: Profile; sequence: string }
  | { kind: 'part-appended'; part: ConversationPart; sequence: string }
  | { kind: 'live-rule-written'; rule: LiveRule; sequence: string }
  | { kind: 'live-rule-removed'; rule: LiveRule; sequence: string }
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
      return before === undefined ? { kind: 'event-tracked', event: eventCodec.fromItem(after), sequence } : undefined;
    case 'contact':
      return { kind: 'contact-written', ...change(after, before, contactCodec.fromItem), sequence };
    case 'profile': {
      const profile = profileOfItem(after);
      return profile.transitions.length === 0 ? undefined : { kind: 'profile-decided', profile, sequence };
    }
    case 'part':
      return before === undefined ? { kind: 'part-appended', part: partCodec.fromItem(after), sequence } : undefined;
    case 'live-rule':
      return { kind: 'live-rule-written', rule: liveRuleCodec.fromItem(after), sequence };
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
    case 'live-rule':
      return { kind: 'live-rule-removed', rule: liveRuleCodec.fromItem(before), sequence };
    default:
      return undefined;
  }
}

function change<T>(after: Item, before: Item | undefined, read: (item: Item) => T): { before?: T; after: T } {
  return before === undefined ? { after: read(after) } : { before: read(before), after: read(after) };
}
