import { aJob } from '#domain/connect/job/testing';
import { aWebhook } from '#domain/connect/webhook/testing';
import { aDelivery } from '#domain/engage/delivery/testing';
import type { Fact } from '#domain/fact';
import { aCompany } from '#domain/people/company/testing';
import { aContact } from '#domain/people/contact/testing';
import { anEvent } from '#domain/people/event/testing';
import { aTag } from '#domain/people/tag/testing';
import { aPart } from '#domain/respond/conversation/testing';
import { aProfile } from '#domain/targeting/profile/testing';
import { aLiveRule } from '#domain/targeting/rule/testing';
import { aSegment } from '#domain/targeting/segment/testing';
import { anAccessToken, anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import { jobCodec } from './connect/jobs.ts';
import { webhookCodec, webhookRequestCodec } from './connect/webhook-item.ts';
import { deliveryCodec } from './engage/delivery-item.ts';
import { companyCodec, contactCompanyCodec } from './people/company-item.ts';
import { contactCodec } from './people/contact-item.ts';
import { eventCodec, eventImportCodec } from './people/event-item.ts';
import { formerContactItem } from './people/former-contact-item.ts';
import { contactTagCodec, tagCodec } from './people/tag-item.ts';
import { sessionCodec } from './respond/connection-item.ts';
import { partCodec } from './respond/conversation-item.ts';
import type { AttributeValue } from './table/attribute-value.ts';
import type { StreamRecord } from './table/stream-record.ts';
import type { Item } from './table/table.ts';
import { liveRuleCodec } from './targeting/live-rules.ts';
import { profileWrites } from './targeting/profile-item.ts';
import { segmentCodec } from './targeting/segments.ts';
import { adminCodec, tokenCodec, workspaceCodec } from './workspace/workspace-item.ts';

/** For tests: takes an item after and before a write; returns its record in the table's stream. */
export function aStreamRecord(after: object | undefined, before?: object, sequence = '42'): StreamRecord {
  const eventName = after === undefined ? 'REMOVE' : before === undefined ? 'INSERT' : 'MODIFY';
  return {
    eventName,
    dynamodb: {
      SequenceNumber: sequence,
      ...(after === undefined ? {} : { NewImage: image(after) }),
      ...(before === undefined ? {} : { OldImage: image(before) }),
    },
  };
}

/** For tests: a record of each kind of fact. A new kind does not compile until it stands here. */
export function aRecordOfEachKind(): { [Kind in Fact['kind']]: StreamRecord } {
  const at = { at: [] };
  const of = { workspaceId: 'acme0000', contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa', correlationId: 'request-1' };
  const tag = contactTagCodec.toItem({ ...of, tagId: '7', appliedAt: 1, appliedBy: '101' }, at);
  const company = contactCompanyCodec.toItem({ ...of, companyId: 'd', attachedAt: 1 }, at);
  const contact = contactCodec.toItem(aContact(), at);
  const rule = liveRuleCodec.toItem(aLiveRule(), at);
  const transitions = [{ ruleId: 'x', entered: true, entry: 1, at: 5 }];
  const summary = { count: 3, first: 1, last: 2 };
  const request = { workspaceId: 'acme0000', webhookId: '41', deliveryId: 'd', requestedAt: 1 };
  const aSession = {
    ...{ id: 'h', hash: 'h', workspaceId: of.workspaceId, contactId: of.contactId },
    ...{ verified: true, createdAt: 1, expiresAt: 2 },
  };
  return {
    'event-tracked': aStreamRecord(eventCodec.toItem(anEvent(), at)),
    'events-imported': aStreamRecord(eventImportCodec.toItem({ ...of, name: 'seen', summary }, at)),
    'contact-written': aStreamRecord(contact),
    'contact-removed': aStreamRecord(formerContactItem(aContact()), contact),
    'contact-merged': aStreamRecord(formerContactItem(aContact(), 'bbbbbbbbbbbbbbbbbbbbbbbb'), contact),
    'company-written': aStreamRecord(companyCodec.toItem(aCompany(), at)),
    'company-removed': aStreamRecord(undefined, companyCodec.toItem(aCompany(), at)),
    'tag-removed': aStreamRecord(undefined, tagCodec.toItem(aTag(), at)),
    'contact-tagged': aStreamRecord(tag),
    'contact-untagged': aStreamRecord(undefined, tag),
    'contact-attached': aStreamRecord(company),
    'contact-detached': aStreamRecord(undefined, company),
    'profile-decided': aStreamRecord(profileWrites(aProfile({ transitions }), 'absent')[0].put),
    'part-appended': aStreamRecord(partCodec.toItem(aPart(), at)),
    'live-rule-written': aStreamRecord(rule),
    'live-rule-removed': aStreamRecord(undefined, rule),
    'segment-written': aStreamRecord(segmentCodec.toItem(aSegment(), at)),
    'session-ended': aStreamRecord(undefined, sessionCodec.toItem(aSession, at)),
    'access-token-changed': aStreamRecord(undefined, tokenCodec.toItem(anAccessToken(), at)),
    'admin-removed': aStreamRecord(undefined, adminCodec.toItem(anAdmin(), at)),
    'time-zone-changed': aStreamRecord(
      workspaceCodec.toItem(aWorkspace({ timezone: 'Asia/Tokyo' }), at),
      workspaceCodec.toItem(aWorkspace(), at),
    ),
    'webhook-written': aStreamRecord(webhookCodec.toItem(aWebhook(), at)),
    'webhook-requested': aStreamRecord(webhookRequestCodec.toItem({ ...request, correlationId: 'request-1' }, at)),
    'job-written': aStreamRecord(jobCodec.toItem(aJob(), at)),
    'delivery-written': aStreamRecord(deliveryCodec.toItem(aDelivery(), at)),
  };
}

function image(item: Item | object): Record<string, AttributeValue> {
  const members = Object.entries(item).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, wire(value)]));
}

function wire(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wire) };
  return { M: image(value as object) };
}
