import type { JobSlots } from '#domain/connect/job/job-slots';
import type { JobStore } from '#domain/connect/job/job-store';
import type { WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import type { CampaignStore } from '#domain/engage/campaign/campaign';
import type { DeliveryStore } from '#domain/engage/delivery/delivery';
import type { MailboxStore } from '#domain/engage/policy/mailbox';
import type { RunStore } from '#domain/engage/run/run';
import type { SuppressionStore } from '#domain/engage/suppression/suppression';
import type { DueStore } from '#domain/kernel/due';
import type { CompanyLookup } from '#domain/people/company/company-lookup';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import type { ContactLookup } from '#domain/people/contact/contact-lookup';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { VisitLog } from '#domain/people/contact/visit-log';
import type { DataAttributeStore } from '#domain/people/data-attribute/data-attribute';
import type { EventBatches } from '#domain/people/event/event-batches';
import type { EventNameStore } from '#domain/people/event/event-name';
import type { EventStore } from '#domain/people/event/event-store';
import type { NoteStore } from '#domain/people/note/note';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { ConversationAudience, ConversationStore } from '#domain/respond/conversation/conversation';
import type { ConnectionStore } from '#domain/respond/socket/connection';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import type { RuleStore } from '#domain/targeting/rule/live-rule';
import type {
  ContactCensus,
  SegmentBuildStore,
  SegmentMemberStore,
  SegmentStore,
} from '#domain/targeting/segment/segment-store';
import type { KeptAnswerStore } from '#domain/workspace/access/kept-answer-store';
import type { RateWindowStore } from '#domain/workspace/access/rate-window-store';
import type { ActivityStore } from '#domain/workspace/activity/activity';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { CollectionStores } from './collections.ts';

/** Every store, for those who need all of them: the local seed, tests, the benchmark. Functions take the ones they use. */
export type Stores = CollectionStores & {
  workspaces: WorkspaceStore;
  rateWindows: RateWindowStore;
  keptAnswers: KeptAnswerStore;
  activities: ActivityStore;
  dataAttributes: DataAttributeStore;
  notes: NoteStore;
  contacts: ContactStore;
  contactLinks: ContactLinkStore;
  visits: VisitLog;
  companies: CompanyStore;
  tags: TagStore;
  profiles: ProfileStore;
  events: EventStore;
  eventNames: EventNameStore;
  due: DueStore;
  rules: RuleStore;
  segments: SegmentStore;
  segmentMembers: SegmentMemberStore;
  segmentBuilds: SegmentBuildStore;
  census: ContactCensus;
  campaigns: CampaignStore;
  runs: RunStore;
  deliveries: DeliveryStore;
  suppressions: SuppressionStore;
  mailboxes: MailboxStore;
  conversations: ConversationStore;
  audience: ConversationAudience;
  connections: ConnectionStore;
  webhooks: WebhookStore;
  webhookDeliveries: WebhookDeliveryStore;
  jobs: JobStore;
  contactLookup: ContactLookup;
  companyLookup: CompanyLookup;
  eventBatches: EventBatches;
  jobSlots: JobSlots;
};
