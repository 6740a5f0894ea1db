import type { ContactStore } from '#domain/people/contact/contact-store';
import { isListed } from '#domain/people/contact/is-listed';
import { memoryActivityStore } from './memory/activities.ts';
import { memoryCampaignStore } from './memory/campaigns.ts';
import { memoryCompanyStore } from './memory/companies.ts';
import { memoryCompanyLookup } from './memory/company-lookup.ts';
import { memoryConnectionStore } from './memory/connections.ts';
import { memoryContactLinkStore } from './memory/contact-links.ts';
import { memoryContactLookup } from './memory/contact-lookup.ts';
import { memoryContactStore } from './memory/contacts.ts';
import { memoryConversationStore } from './memory/conversations.ts';
import { memoryDataAttributeStore } from './memory/data-attributes.ts';
import { memoryDeliveryStore } from './memory/deliveries.ts';
import { memoryDueStore } from './memory/dues.ts';
import { memoryEventBatches } from './memory/event-batches.ts';
import { memoryEventNameStore } from './memory/event-names.ts';
import { memoryEventStore } from './memory/events.ts';
import { memoryJobSlots } from './memory/job-slots.ts';
import { memoryJobStore } from './memory/jobs.ts';
import { memoryRuleStore } from './memory/live-rules.ts';
import { memoryNoteStore } from './memory/notes.ts';
import { memoryProfileStore } from './memory/profiles.ts';
import { memoryRateWindowStore } from './memory/rate-windows.ts';
import {
  memoryContactCensus,
  memorySegmentBuildStore,
  memorySegmentMemberStore,
  memorySegmentStore,
} from './memory/segments.ts';
import { memoryTagStore } from './memory/tags.ts';
import { memoryWebhookDeliveryStore } from './memory/webhook-deliveries.ts';
import { memoryWebhookStore } from './memory/webhooks.ts';
import { memoryWorkspaceStore } from './memory/workspaces.ts';
import type { Stores } from './stores.ts';

/** Returns every store, empty and in memory, with the behaviour that the contract suite in tests/integration/store proves of both. */
export function memoryStores(): Stores {
  const activities = memoryActivityStore();
  const unlinked = memoryContactStore(activities);
  const companies = memoryCompanyStore();
  const jobs = memoryJobStore(activities);
  const events = memoryEventStore();
  const rules = memoryRuleStore();
  const segmentMembers = memorySegmentMemberStore();
  const contactLinks = memoryContactLinkStore(unlinked, companies, segmentMembers);
  const contacts: ContactStore = {
    ...unlinked,
    async update(before, after) {
      await unlinked.update(before, after);
      if (isListed(before) !== isListed(after)) await contactLinks.settle(after.workspaceId, after.id);
    },
  };
  return {
    workspaces: memoryWorkspaceStore(activities),
    rateWindows: memoryRateWindowStore(),
    activities,
    dataAttributes: memoryDataAttributeStore(activities),
    notes: memoryNoteStore(contacts),
    contacts,
    contactLinks,
    companies,
    tags: memoryTagStore(activities),
    profiles: memoryProfileStore(),
    events,
    eventNames: memoryEventNameStore(),
    dueEntries: memoryDueStore(),
    rules,
    segments: memorySegmentStore(rules, activities),
    segmentMembers,
    segmentBuilds: memorySegmentBuildStore(),
    census: memoryContactCensus(contacts),
    campaigns: memoryCampaignStore(activities),
    deliveries: memoryDeliveryStore(),
    conversations: memoryConversationStore(),
    connections: memoryConnectionStore(),
    webhooks: memoryWebhookStore(activities),
    webhookDeliveries: memoryWebhookDeliveryStore(),
    contactLookup: memoryContactLookup(contacts),
    companyLookup: memoryCompanyLookup(companies),
    eventBatches: memoryEventBatches(events),
    jobs,
    jobSlots: memoryJobSlots(jobs, activities),
  };
}
