import type { RateWindowStore } from '#domain/access/rate-window-store';
import type { DataAttributeStore } from '#domain/attribute/data-attribute';
import type { CampaignStore } from '#domain/campaign/campaign';
import type { CompanyStore } from '#domain/company/company-store';
import type { ConnectionStore } from '#domain/connection/connection';
import type { ContactLinkStore } from '#domain/contact/contact-link-store';
import type { ContactStore } from '#domain/contact/contact-store';
import type { ConversationStore } from '#domain/conversation/conversation';
import type { DeliveryStore } from '#domain/delivery/delivery';
import type { DueStore } from '#domain/due/due';
import type { EventStore } from '#domain/event/event-store';
import type { ProfileStore } from '#domain/profile/profile-store';
import type { ContactCensus, SegmentBuildStore, SegmentMemberStore, SegmentStore } from '#domain/segment/segment-store';
import type { TagStore } from '#domain/tag/tag-store';
import type { RuleStore } from '#domain/targeting/live-rule';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';

/** Every store, for those who need all of them: the local seed, tests, the benchmark. Functions take the ones they use. */
export type Stores = {
  workspaces: WorkspaceStore;
  rateWindows: RateWindowStore;
  dataAttributes: DataAttributeStore;
  contacts: ContactStore;
  contactLinks: ContactLinkStore;
  companies: CompanyStore;
  tags: TagStore;
  profiles: ProfileStore;
  events: EventStore;
  dues: DueStore;
  rules: RuleStore;
  segments: SegmentStore;
  segmentMembers: SegmentMemberStore;
  segmentBuilds: SegmentBuildStore;
  census: ContactCensus;
  campaigns: CampaignStore;
  deliveries: DeliveryStore;
  conversations: ConversationStore;
  connections: ConnectionStore;
};
