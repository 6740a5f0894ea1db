import { collectionPatterns } from './collections.ts';
import * as jobs from './connect/job-keys.ts';
import * as webhooks from './connect/webhook-keys.ts';
import * as campaigns from './engage/campaign-keys.ts';
import * as deliveries from './engage/delivery-keys.ts';
import * as mailboxes from './engage/mailbox-keys.ts';
import * as runs from './engage/run-keys.ts';
import * as suppressions from './engage/suppression-keys.ts';
import * as due from './kernel/due-keys.ts';
import * as companies from './people/company-keys.ts';
import * as contacts from './people/contact-keys.ts';
import * as attributes from './people/data-attribute-keys.ts';
import * as events from './people/event-keys.ts';
import * as notes from './people/note-keys.ts';
import * as tags from './people/tag-keys.ts';
import * as connections from './respond/connection-keys.ts';
import * as conversations from './respond/conversation-keys.ts';
import type { Collection, Key, Pattern } from './table/access-pattern.ts';
import * as liveRules from './targeting/live-rule-keys.ts';
import * as profiles from './targeting/profile-keys.ts';
import * as segments from './targeting/segment-keys.ts';
import * as activities from './workspace/activity-keys.ts';
import * as workspaces from './workspace/workspace-keys.ts';

/** A value for every argument of every key, named for what stands there. */
export const SAMPLE = {
  workspaceId: 'workspaceId',
  adminId: 'adminId',
  activityId: '0',
  teamId: 'teamId',
  owner: { kind: 'contact' as const, id: 'contactId' },
  noteId: '0',
  contactId: 'contactId',
  externalId: 'externalId',
  email: 'email',
  address: 'address',
  ownerId: 'ownerId',
  formerId: 'formerId',
  lastSeenAt: 0,
  sentAt: 0,
  hash: 'hash',
  window: 0,
  shard: 0,
  name: 'name',
  model: 'contact' as const,
  eventId: 'eventId',
  deliveryId: 'deliveryId',
  mailbox: 'mailbox',
  conversationId: '0',
  seq: 0,
  author: 'author',
  clientId: 'clientId',
  at: 0,
  createdAt: 0,
  updatedAt: 0,
  kind: 'contact' as const,
  subjectId: 'subjectId',
  connectionId: 'connectionId',
  listenerId: 'listenerId',
  campaignId: 'campaignId',
  entry: 1,
  state: 'active' as const,
  enteredAt: 0,
  ruleId: 'ruleId',
  segmentId: 'segmentId',
  segmentVersion: 1,
  companyId: 'companyId',
  tagId: 'tagId',
  webhookId: 'subscriptionId',
  jobId: '0',
  id: '0',
  order: 0,
};

type NamedPattern = { name: string; pattern: Pattern; build: (sample: typeof SAMPLE) => Key | Collection };

/** Returns every access pattern of the table, by the name of its key builder: what docs/data-model.md is written from. */
export function everyPattern(): NamedPattern[] {
  return [
    workspaces,
    activities,
    attributes,
    notes,
    contacts,
    companies,
    tags,
    profiles,
    deliveries,
    suppressions,
    mailboxes,
    runs,
    events,
    conversations,
    due,
    connections,
    campaigns,
    liveRules,
    webhooks,
    segments,
    jobs,
    collectionPatterns(),
  ].flatMap((keys) =>
    Object.entries<unknown>(keys)
      .flatMap(([name, build]) => (isBuilder(build) ? [{ name, pattern: build.pattern, build }] : []))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

function isBuilder(value: unknown): value is NamedPattern['build'] & { pattern: Pattern } {
  return typeof value === 'function' && 'pattern' in value;
}
