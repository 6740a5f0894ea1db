import { aDelivery } from '#domain/engage/delivery/testing';
import { aCompany } from '#domain/people/company/testing';
import { aTag } from '#domain/people/tag/testing';
import { aPart } from '#domain/respond/conversation/testing';
import { emptyProfile, type Profile } from '#domain/targeting/profile/profile';
import { deliveryCodec } from './engage/delivery-item.ts';
import { factOf } from './facts.ts';
import { companyCodec, contactCompanyCodec } from './people/company-item.ts';
import { eventCodec } from './people/event-item.ts';
import { contactTagCodec, tagCodec } from './people/tag-item.ts';
import { partCodec } from './respond/conversation-item.ts';
import type { Entity } from './table/access-pattern.ts';
import { liveRuleCodec } from './targeting/live-rules.ts';
import { profileWrites } from './targeting/profile-item.ts';
import { aRecordOfEachKind, aStreamRecord } from './testing-stream-records.ts';

const record = aStreamRecord;
const profileItem = (profile: Profile) => profileWrites(profile, 'absent')[0].put;
const decidedOf = ({ events: _, streams: __, base: ___, ...decided }: Profile) => decided;

const contact = {
  entity: 'contact',
  id: 'c',
  workspaceId: 'w',
  role: 'lead',
  createdAt: 1,
  updatedAt: 1,
  correlationId: 'r',
  version: 1,
};
const event = {
  id: 'e',
  workspaceId: 'w',
  contactId: 'c',
  name: 'invited',
  createdAt: 1,
  receivedAt: 2,
  metadata: { price: { amount: 5, none: null }, ok: true },
  correlationId: 'r',
};

describe('factOf', () => {
  it('declares a tracked event once, when it is inserted', () => {
    const item = eventCodec.toItem(event, { at: [] });

    expect(factOf(record(item))).toEqual({ kind: 'event-tracked', event, sequence: '42' });
    expect(factOf(record(item, item))).toBeUndefined();
    expect(factOf(record(undefined, item))).toBeUndefined();
  });

  it('declares a contact with what it was before, and its removal', () => {
    const created = factOf(record(contact));
    const changed = factOf(record({ ...contact, role: 'user', version: 2 }, contact));

    expect(created).toMatchObject({ kind: 'contact-written', after: { id: 'c', email: null } });
    expect(created).not.toHaveProperty('before');
    expect(changed).toMatchObject({ kind: 'contact-written', before: { role: 'lead' }, after: { role: 'user' } });
    expect(factOf(record(undefined, contact))).toMatchObject({ kind: 'contact-removed', contact: { id: 'c' } });
  });

  it('declares a profile whose sessions are counted anew', () => {
    const profile = emptyProfile('acme0000', 'c1');
    const run = { from: 1_767_225_600_000, to: 1_767_225_660_000 };
    const first = { ...profile, sessions: { count: 1, runs: [run] } };
    const longer = { ...first, sessions: { count: 1, runs: [{ ...run, to: run.to + 1 }] } };

    expect(factOf(record(profileItem(first), profileItem(profile)))).toEqual({
      kind: 'profile-decided',
      profile: decidedOf(first),
      sessionsCounted: true,
      sequence: '42',
    });
    expect(factOf(record(profileItem(first)))).toMatchObject({ sessionsCounted: true });
    expect(factOf(record(profileItem(longer), profileItem(first)))).toBeUndefined();
  });

  it('declares a profile only when it entered or left a rule', () => {
    const profile = { ...emptyProfile('acme0000', 'abc'), version: 1 };
    const decided = { ...profile, transitions: [{ ruleId: 'x', entered: true, entry: 1, at: 5 }] };

    expect(factOf(record(profileItem(profile)))).toBeUndefined();
    expect(factOf(record(profileItem(decided), profileItem(profile)))).toEqual({
      kind: 'profile-decided',
      profile: decidedOf(decided),
      sessionsCounted: false,
      sequence: '42',
    });
  });

  it('declares an appended part', () => {
    const part = aPart();

    expect(factOf(record(partCodec.toItem(part, { at: [] })))).toEqual({ kind: 'part-appended', part, sequence: '42' });
  });

  it('declares a live rule that was written or removed', () => {
    const rule = {
      id: 'r',
      workspaceId: 'w',
      purpose: 'campaign' as const,
      version: 1,
      rule: { everyone: true as const },
      timezone: 'UTC',
      startedAt: 1,
      enroll: 'future_only' as const,
    };
    const item = liveRuleCodec.toItem(rule, { at: [] });

    expect(factOf(record(item))).toEqual({ kind: 'live-rule-written', rule, sequence: '42' });
    expect(factOf(record(undefined, item))).toEqual({ kind: 'live-rule-removed', rule, sequence: '42' });
  });

  it('declares a delivery with what it was before', () => {
    const delivery = aDelivery();
    const before = deliveryCodec.toItem(delivery, { at: [] });
    const after = deliveryCodec.toItem({ ...delivery, state: 'sent', sentAt: 9 }, { at: [] });

    expect(factOf(record(after, before))).toEqual({
      kind: 'delivery-written',
      before: delivery,
      after: { ...delivery, state: 'sent', sentAt: 9 },
      sequence: '42',
    });
  });

  it('declares a company with what it was before, and its removal', () => {
    const company = aCompany();
    const before = companyCodec.toItem(company, { at: [] });
    const after = companyCodec.toItem({ ...company, plan: 'pro' }, { at: [] });

    expect(factOf(record(before))).toEqual({ kind: 'company-written', after: company, sequence: '42' });
    expect(factOf(record(after, before))).toMatchObject({ before: { plan: null }, after: { plan: 'pro' } });
    expect(factOf(record(undefined, before))).toEqual({ kind: 'company-removed', company, sequence: '42' });
  });

  it('declares links of a contact when they are made and when they are gone, and a removed tag', () => {
    const of = { workspaceId: 'w', contactId: 'c', correlationId: 'r' };
    const tagged = { ...of, tagId: '7', appliedAt: 1, appliedBy: '101' };
    const attached = { ...of, companyId: 'd', attachedAt: 1 };
    const tag = contactTagCodec.toItem(tagged, { at: [] });
    const company = contactCompanyCodec.toItem(attached, { at: [] });

    expect(factOf(record(tag))).toEqual({ kind: 'contact-tagged', link: tagged, sequence: '42' });
    expect(factOf(record(undefined, tag))).toEqual({ kind: 'contact-untagged', link: tagged, sequence: '42' });
    expect(factOf(record(company))).toEqual({ kind: 'contact-attached', link: attached, sequence: '42' });
    expect(factOf(record(undefined, company))).toEqual({ kind: 'contact-detached', link: attached, sequence: '42' });
    expect(factOf(record(tag, tag))).toBeUndefined();
    expect(factOf(record(undefined, tagCodec.toItem(aTag(), { at: [] })))).toMatchObject({ kind: 'tag-removed' });
  });

  it.each<Entity | 'unheard-of'>(['claim', 'due', 'ticket', 'rate', 'unheard-of'])(
    'declares nothing of a %s',
    (entity) => {
      expect(factOf(record({ entity }))).toBeUndefined();
      expect(factOf(record(undefined, { entity }))).toBeUndefined();
      expect(factOf({})).toBeUndefined();
    },
  );

  it('fails on an item that it cannot read', () => {
    expect(() => factOf(record({ entity: 'part' }))).toThrow('A stored record cannot be read.');
  });

  it('says when the stream says that it was written (X50)', () => {
    const removed = aRecordOfEachKind()['company-removed'];
    const dynamodb = { ...removed.dynamodb, ApproximateCreationDateTime: 1_767_603_600 };

    expect(factOf({ ...removed, dynamodb })).toMatchObject({ kind: 'company-removed', writtenAt: 1_767_603_600_000 });
  });
});
