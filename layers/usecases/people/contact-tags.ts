import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import { type ContactTag, withoutTag, withTag } from '#domain/people/contact/contact-links';
import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';

export type ContactTagPorts = {
  contacts: NamedContacts;
  tags: Pick<TagStore, 'get' | 'getMany'>;
  contactLinks: Pick<ContactLinkStore, 'putTag' | 'removeTag' | 'getTag' | 'listTags'>;
  clock: Clock;
};

/** A tag with who applied it and when. */
export type AppliedTag = { tag: Tag; link: ContactTag };

type TagOfContact = { contactId: string; tagId: string };

/** Returns a contact's tags, those that are gone left out. @throws not_found */
export async function listContactTags(
  { contacts, tags, contactLinks }: Pick<ContactTagPorts, 'contacts' | 'tags' | 'contactLinks'>,
  actor: StaffActor,
  contactId: string,
): Promise<AppliedTag[]> {
  const { workspaceId, tagIds } = await resolveContact(contacts, actor.workspaceId, { id: contactId });
  if (tagIds.length === 0) return [];
  const [links, found] = await Promise.all([
    contactLinks.listTags(workspaceId, contactId),
    tags.getMany(workspaceId, tagIds),
  ]);
  const byId = new Map(found.map((tag) => [tag.id, tag]));
  return links.flatMap((link) => {
    const tag = byId.get(link.tagId);
    return tag === undefined ? [] : [{ tag, link }];
  });
}

/** Puts a tag on a contact; one that it wears stays as it was applied. @throws not_found */
export async function tagContact(
  ports: ContactTagPorts,
  actor: StaffActor,
  { contactId, tagId }: TagOfContact,
  correlationId: string,
): Promise<AppliedTag> {
  const { contactLinks, clock } = ports;
  const { workspaceId, adminId: appliedBy } = actor;
  return await retryOnConflict(async () => {
    const [contact, tag] = await both(ports, actor, { contactId, tagId });
    if (contact.tagIds.includes(tagId)) {
      const link = await contactLinks.getTag(workspaceId, contactId, tagId);
      if (link !== undefined) return { tag, link };
    }
    const writing = { at: clock.now(), correlationId };
    const link = { workspaceId, contactId, tagId, appliedAt: writing.at, appliedBy, correlationId };
    await contactLinks.putTag({ before: contact, after: withTag(contact, tagId, writing) }, link);
    return { tag, link };
  });
}

/** Takes a tag from a contact; returns it as it was applied. @throws not_found, also if the contact does not have it */
export async function untagContact(
  ports: ContactTagPorts,
  actor: StaffActor,
  { contactId, tagId }: TagOfContact,
  correlationId: string,
): Promise<AppliedTag> {
  const { contactLinks, clock } = ports;
  return await retryOnConflict(async () => {
    const [contact, tag] = await both(ports, actor, { contactId, tagId });
    const link = await contactLinks.getTag(actor.workspaceId, contactId, tagId);
    if (link === undefined || !contact.tagIds.includes(tagId)) return tagNotFound();
    const after = withoutTag(contact, tagId, { at: clock.now(), correlationId });
    await contactLinks.removeTag({ before: contact, after }, tagId);
    return { tag, link };
  });
}

/** The contact's absence is told first. */
async function both(
  { contacts, tags }: Pick<ContactTagPorts, 'contacts' | 'tags'>,
  { workspaceId }: StaffActor,
  { contactId, tagId }: TagOfContact,
): Promise<[Contact, Tag]> {
  const [contact, tag] = await Promise.all([
    resolveContact(contacts, workspaceId, { id: contactId }),
    tags.get(workspaceId, tagId),
  ]);
  return [contact, tag ?? tagNotFound()];
}

/** @throws not_found in Intercom's recorded words */
export function tagNotFound(): never {
  throw new Failure('not_found', 'Resource Not Found');
}
