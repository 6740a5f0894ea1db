import { activityStore } from './activities.ts';
import { campaignStore } from './campaigns.ts';
import { companyStore } from './companies.ts';
import { companyLookup } from './company-lookup.ts';
import { connectionStore } from './connections.ts';
import { contactCensus } from './contact-census.ts';
import { contactLinkStore } from './contact-links.ts';
import { contactLookup } from './contact-lookup.ts';
import { contactStore } from './contacts.ts';
import { conversationStore } from './conversations.ts';
import { dataAttributeStore } from './data-attributes.ts';
import { deliveryStore } from './deliveries.ts';
import { dueStore } from './dues.ts';
import { eventBatches } from './event-batches.ts';
import { eventNameStore } from './event-names.ts';
import { eventStore } from './events.ts';
import { jobSlots } from './job-slots.ts';
import { jobStore } from './jobs.ts';
import { ruleStore } from './live-rules.ts';
import { noteStore } from './notes.ts';
import { profileStore } from './profiles.ts';
import { rateWindowStore } from './rate-windows.ts';
import { segmentBuildStore } from './segment-builds.ts';
import { segmentMemberStore } from './segment-members.ts';
import { segmentStore } from './segments.ts';
import type { Stores } from './stores.ts';
import type { Table } from './table.ts';
import { tagStore } from './tags.ts';
import { webhookDeliveryStore } from './webhook-deliveries.ts';
import { webhookStore } from './webhooks.ts';
import { workspaceStore } from './workspaces.ts';

/** Takes the table; returns every store in it. */
export function dynamoStores(table: Table): Stores {
  return {
    workspaces: workspaceStore(table),
    rateWindows: rateWindowStore(table),
    activities: activityStore(table),
    dataAttributes: dataAttributeStore(table),
    notes: noteStore(table),
    contacts: contactStore(table),
    contactLinks: contactLinkStore(table),
    companies: companyStore(table),
    tags: tagStore(table),
    profiles: profileStore(table),
    events: eventStore(table),
    eventNames: eventNameStore(table),
    dues: dueStore(table),
    rules: ruleStore(table),
    segments: segmentStore(table),
    segmentMembers: segmentMemberStore(table),
    segmentBuilds: segmentBuildStore(table),
    census: contactCensus(table),
    campaigns: campaignStore(table),
    deliveries: deliveryStore(table),
    conversations: conversationStore(table),
    connections: connectionStore(table),
    webhooks: webhookStore(table),
    webhookDeliveries: webhookDeliveryStore(table),
    jobs: jobStore(table),
    contactLookup: contactLookup(table),
    companyLookup: companyLookup(table),
    eventBatches: eventBatches(table),
    jobSlots: jobSlots(table),
  };
}
