import { collectionStores } from './collections.ts';
import { jobSlots } from './connect/job-slots.ts';
import { jobStore } from './connect/jobs.ts';
import { webhookDeliveryStore } from './connect/webhook-deliveries.ts';
import { webhookStore } from './connect/webhooks.ts';
import { campaignStore } from './engage/campaigns.ts';
import { deliveryStore } from './engage/deliveries.ts';
import { mailboxStore } from './engage/mailboxes.ts';
import { runStore } from './engage/runs.ts';
import { suppressionStore } from './engage/suppressions.ts';
import { dueStore } from './kernel/due-entries.ts';
import { companyStore } from './people/companies.ts';
import { companyLookup } from './people/company-lookup.ts';
import { contactCensus } from './people/contact-census.ts';
import { contactLinkStore } from './people/contact-links.ts';
import { contactLookup } from './people/contact-lookup.ts';
import { contactStore } from './people/contacts.ts';
import { dataAttributeStore } from './people/data-attributes.ts';
import { eventBatches } from './people/event-batches.ts';
import { eventNameStore } from './people/event-names.ts';
import { eventStore } from './people/events.ts';
import { noteStore } from './people/notes.ts';
import { tagStore } from './people/tags.ts';
import { connectionStore } from './respond/connections.ts';
import { conversationAudience } from './respond/conversation-audience.ts';
import { conversationStore } from './respond/conversations.ts';
import { visitLog } from './respond/visit-log.ts';
import type { Stores } from './stores.ts';
import type { Table } from './table/table.ts';
import { ruleStore } from './targeting/live-rules.ts';
import { profileStore } from './targeting/profiles.ts';
import { segmentBuildStore } from './targeting/segment-builds.ts';
import { segmentMemberStore } from './targeting/segment-members.ts';
import { segmentStore } from './targeting/segments.ts';
import { activityStore } from './workspace/activities.ts';
import { keptAnswerStore } from './workspace/kept-answers.ts';
import { rateWindowStore } from './workspace/rate-windows.ts';
import { workspaceStore } from './workspace/workspaces.ts';

/** Takes the table; returns every store in it. */
export function dynamoStores(table: Table): Stores {
  return {
    ...collectionStores(table),
    workspaces: workspaceStore(table),
    rateWindows: rateWindowStore(table),
    keptAnswers: keptAnswerStore(table),
    activities: activityStore(table),
    dataAttributes: dataAttributeStore(table),
    notes: noteStore(table),
    contacts: contactStore(table),
    contactLinks: contactLinkStore(table),
    visits: visitLog(table),
    companies: companyStore(table),
    tags: tagStore(table),
    profiles: profileStore(table),
    events: eventStore(table),
    eventNames: eventNameStore(table),
    due: dueStore(table),
    rules: ruleStore(table),
    segments: segmentStore(table),
    segmentMembers: segmentMemberStore(table),
    segmentBuilds: segmentBuildStore(table),
    census: contactCensus(table),
    campaigns: campaignStore(table),
    runs: runStore(table),
    deliveries: deliveryStore(table),
    suppressions: suppressionStore(table),
    mailboxes: mailboxStore(table),
    conversations: conversationStore(table),
    audience: conversationAudience(table),
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
