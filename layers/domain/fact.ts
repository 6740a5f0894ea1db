import type { Job } from './connect/job/job.ts';
import type { Webhook } from './connect/webhook/webhook.ts';
import type { DeliveryRequest } from './connect/webhook/webhook-delivery-store.ts';
import type { Delivery } from './engage/delivery/delivery.ts';
import type { Company } from './people/company/company.ts';
import type { Contact } from './people/contact/contact.ts';
import type { ContactCompany, ContactTag } from './people/contact/contact-links.ts';
import type { EventImport } from './people/event/event-summary.ts';
import type { TrackedEvent } from './people/event/tracked-event.ts';
import type { Tag } from './people/tag/tag.ts';
import type { ConversationPart } from './respond/conversation/conversation.ts';
import type { MessengerSession } from './respond/socket/connection.ts';
import type { DecidedProfile } from './targeting/profile/profile.ts';
import type { LiveRule } from './targeting/rule/live-rule.ts';
import type { Segment } from './targeting/segment/segment.ts';
import type { AccessToken } from './workspace/access/access-token.ts';
import type { Admin } from './workspace/workspace/workspace.ts';

/**
 * What a write declares to those who act on it. `sequence` is the place of the write among all writes of the same contact,
 * conversation or other record: later ones have greater numbers (decimal strings of up to 40 digits). `writtenAt` is when the
 * stream says that it was made, in ms, the same for every repetition; a removal leaves nothing else that does.
 */
export type Fact = Declared & { writtenAt?: number };

type Declared =
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
  | { kind: 'profile-decided'; profile: DecidedProfile; sessionsCounted: boolean; sequence: string }
  | { kind: 'part-appended'; part: ConversationPart; sequence: string }
  /** A contact has signed out of a messenger, or was made to, or the session's time was up. */
  | { kind: 'session-ended'; session: Pick<MessengerSession, 'workspaceId' | 'contactId' | 'hash'>; sequence: string }
  /** `after` is absent for a token that was revoked; whoever uses a token writes it too. */
  | { kind: 'access-token-changed'; before: AccessToken; after?: AccessToken; sequence: string }
  | { kind: 'admin-removed'; admin: Pick<Admin, 'workspaceId' | 'id'>; sequence: string }
  | { kind: 'live-rule-written'; rule: LiveRule; sequence: string }
  | { kind: 'live-rule-removed'; rule: LiveRule; sequence: string }
  /** Of the workspace. */
  | { kind: 'time-zone-changed'; workspaceId: string; sequence: string }
  /** `before` is absent for a new segment; a deleted one is written once more before it goes. */
  | { kind: 'segment-written'; before?: Segment; after: Segment; sequence: string }
  /** `before` is absent for a new webhook. */
  | { kind: 'webhook-written'; before?: Webhook; after: Webhook; sequence: string }
  /** A person wants a delivery sent. */
  | { kind: 'webhook-requested'; request: DeliveryRequest; sequence: string }
  /** `before` is absent for a new job; every slice writes it. */
  | { kind: 'job-written'; before?: Job; after: Job; sequence: string }
  /** `before` is absent for a new delivery. */
  | { kind: 'delivery-written'; before?: Delivery; after: Delivery; sequence: string };

/** A fact of one kind. */
export type FactOf<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;
