import type { Fact } from '#domain/fact';
import { aCompany } from '#domain/people/company/testing';
import { aContact } from '#domain/people/contact/testing';
import { anEvent } from '#domain/people/event/testing';
import { aTag } from '#domain/people/tag/testing';
import { aConversation, anAdminAuthor, aPart } from '#domain/respond/conversation/testing';
import { richText } from '#platform/rich-text';
import { memoryStores } from '#store/memory';
import { webhookOccurrences } from './webhook-occurrences.ts';

const sequence = '1';
const contact = aContact({ role: 'user' });
const company = aCompany({ workspaceId: contact.workspaceId });
const tag = aTag({ workspaceId: contact.workspaceId });
const link = { workspaceId: contact.workspaceId, contactId: contact.id, correlationId: 'request-1' };
const tagLink = { ...link, tagId: tag.id, appliedAt: 1_767_603_600_000, appliedBy: '101' };
const companyLink = { ...link, companyId: company.id, attachedAt: 5 };

async function told(fact: Fact, version = '2.15') {
  const stores = memoryStores();
  await stores.contacts.create(contact);
  await stores.companies.create(company);
  await stores.tags.create(tag);
  const source = aPart({ workspaceId: contact.workspaceId, seq: 1, clientId: null });
  await stores.conversations.create(
    aConversation({ workspaceId: contact.workspaceId, id: source.conversationId, contactIds: [contact.id] }),
    source,
  );
  const occurrences = webhookOccurrences({ ...stores, richText })(fact);
  const items = await Promise.all(occurrences.map(async ({ topic, item }) => [topic, await item(version)] as const));
  return Object.fromEntries(items.filter(([, item]) => item !== undefined));
}

it.each<[string, Fact, Record<string, unknown>]>([
  [
    'an event, with every name of its contact',
    { kind: 'event-tracked', event: anEvent({ workspaceId: contact.workspaceId, contactId: contact.id }), sequence },
    { 'event.created': { type: 'event', intercom_user_id: contact.id } },
  ],
  [
    'a new contact',
    { kind: 'contact-written', after: contact, sequence },
    { 'contact.user.created': { type: 'contact', id: contact.id, workspace_id: contact.workspaceId } },
  ],
  [
    'a deleted contact, as no more than gone',
    { kind: 'contact-removed', contact, sequence },
    { 'contact.deleted': { type: 'contact', id: contact.id, deleted: true } },
  ],
  [
    'a merged lead, with whom it was',
    { kind: 'contact-merged', contact: aContact({ id: 'b'.repeat(24), role: 'lead' }), into: contact.id, sequence },
    { 'contact.merged': { id: contact.id, merged_from: { id: 'b'.repeat(24), role: 'lead' } } },
  ],
  [
    'a visitor who turned out to be a known user',
    { kind: 'contact-merged', contact: aContact({ id: 'b'.repeat(24), role: 'visitor' }), into: contact.id, sequence },
    { 'visitor.signed_up': { type: 'visitor', id: contact.id } },
  ],
  [
    'a tag put on',
    { kind: 'contact-tagged', link: tagLink, sequence },
    {
      'contact.user.tag.created': {
        type: 'contact_tag',
        created_at: 1_767_603_600,
        tag: { type: 'tag', id: tag.id },
        contact: { id: contact.id },
      },
    },
  ],
  [
    'a tag taken off',
    { kind: 'contact-untagged', link: tagLink, sequence },
    { 'contact.user.tag.deleted': { type: 'contact_tag', tag: { id: tag.id } } },
  ],
  [
    'a company attached',
    { kind: 'contact-attached', link: companyLink, sequence },
    { 'company.contact.attached': { type: 'company', id: company.id, contact: { id: contact.id } } },
  ],
  [
    'a company detached',
    { kind: 'contact-detached', link: companyLink, sequence },
    { 'company.contact.detached': { type: 'company', id: company.id, contact: { id: contact.id } } },
  ],
  ['a new company', { kind: 'company-written', after: company, sequence }, { 'company.created': { id: company.id } }],
  [
    'a deleted company',
    { kind: 'company-removed', company, sequence },
    { 'company.deleted': { type: 'company', id: company.id, deleted: true } },
  ],
  [
    'a reply, alone and as plain text',
    {
      kind: 'part-appended',
      part: aPart({ workspaceId: contact.workspaceId, seq: 2, author: anAdminAuthor(), body: '<p>Hi <b>you</b></p>' }),
      sequence,
    },
    {
      'conversation.admin.replied': {
        type: 'conversation',
        conversation_parts: { total_count: 1, conversation_parts: [{ body: 'Hi you' }] },
      },
    },
  ],
])('tells of %s', async (_, fact, expected) => {
  const items = await told(fact);

  expect(Object.keys(items)).toEqual(Object.keys(expected));
  expect(items).toMatchObject(expected);
});

it('shows bodies as HTML to webhooks of versions before 2.15', async () => {
  const part = aPart({ workspaceId: contact.workspaceId, seq: 2, author: anAdminAuthor(), body: '<p>Hi</p>' });
  const items = await told({ kind: 'part-appended', part, sequence }, '2.14');

  expect(items).toMatchObject({
    'conversation.admin.replied': { conversation_parts: { conversation_parts: [{ body: '<p>Hi</p>' }] } },
  });
});

it.each<[string, Fact]>([
  ['a visitor', { kind: 'contact-written', after: aContact({ role: 'visitor' }), sequence }],
  ['a visitor that is forgotten', { kind: 'contact-removed', contact: aContact({ role: 'visitor' }), sequence }],
  [
    'the tag of a contact that is gone',
    { kind: 'contact-untagged', link: { ...tagLink, contactId: 'gone' }, sequence },
  ],
  [
    'the company of a contact that is gone',
    { kind: 'contact-detached', link: { ...companyLink, contactId: 'gone' }, sequence },
  ],
])('says nothing of %s', async (_, fact) => {
  expect(await told(fact)).toEqual({});
});

it.each<Fact>([
  { kind: 'contact-removed', contact, sequence },
  { kind: 'contact-merged', contact, into: 'c'.repeat(24), sequence },
  { kind: 'contact-untagged', link: tagLink, sequence },
  { kind: 'contact-detached', link: companyLink, sequence },
  { kind: 'company-removed', company, sequence },
])('$kind happens when the stream says that it was written, however often it comes (X50)', (fact) => {
  const occurrences = webhookOccurrences({ ...memoryStores(), richText })({ ...fact, writtenAt: 1_767_603_600_000 });

  expect(occurrences.length).toBeGreaterThan(0);
  expect(occurrences.map(({ at }) => at)).toEqual(occurrences.map(() => 1_767_603_600_000));
});
