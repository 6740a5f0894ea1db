import type { CompanyStore } from '#domain/people/company/company-store';
import type { Tag } from '#domain/people/tag/tag';
import type { StaffActor } from '#domain/workspace/access/actor';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type ContactTagPorts, tagContact, untagContact } from './contact-tags.ts';
import { type CompanyName, type NamedCompanies, resolveCompany } from './resolve-company.ts';
import { type ContactName, resolveContact } from './resolve-contact.ts';
import { createTag, type TagPorts } from './tags.ts';

export type TaggingPorts = ContactTagPorts &
  Pick<TagPorts, 'tags' | 'clock' | 'ids'> & { companies: NamedCompanies & Pick<CompanyStore, 'updateTag'> };

/** A company, and whether it is to lose the tag. */
export type TaggedCompany = CompanyName & { untag: boolean };

/** A contact, and whether it is to lose the tag. */
export type TaggedUser = ContactName & { untag: boolean };

/** Takes a tag's name and companies; tags or untags them, once all are found. @throws company_not_found */
export async function tagCompanies(
  ports: TaggingPorts,
  actor: StaffActor,
  { name, companies }: { name: string; companies: TaggedCompany[] },
  correlationId: string,
): Promise<Tag> {
  const { workspaceId } = actor;
  const found = await Promise.all(
    companies.map(async (each) => ({ ...each, id: (await resolveCompany(ports.companies, workspaceId, each)).id })),
  );
  const tag = await createTag(ports, actor, name, correlationId);
  await forEachConcurrently(found, ({ id, untag }) => tagCompany(ports, actor, id, { tagId: tag.id, tagged: !untag }));
  return tag;
}

/** Takes a tag's name and contacts; tags or untags them, once all are found. @throws not_found */
export async function tagUsers(
  ports: TaggingPorts,
  actor: StaffActor,
  { name, users }: { name: string; users: TaggedUser[] },
  correlationId: string,
): Promise<Tag> {
  const contactOf = (user: ContactName) => resolveContact(ports.contacts, actor.workspaceId, user);
  const found = await Promise.all(users.map(async (each) => ({ ...each, id: (await contactOf(each)).id })));
  const tag = await createTag(ports, actor, name, correlationId);
  await forEachConcurrently(found, async ({ id, untag }) => {
    const at = { contactId: id, tagId: tag.id };
    if (!untag) await tagContact(ports, actor, at, correlationId);
    else if ((await contactOf({ id })).tagIds.includes(tag.id)) await untagContact(ports, actor, at, correlationId);
  });
  return tag;
}

async function tagCompany(
  { companies }: TaggingPorts,
  { workspaceId }: StaffActor,
  id: string,
  change: { tagId: string; tagged: boolean },
): Promise<void> {
  await retryOnConflict(async () => {
    const before = await resolveCompany(companies, workspaceId, { id });
    if (before.tagIds.includes(change.tagId) === change.tagged) return;
    const others = before.tagIds.filter((tagId) => tagId !== change.tagId);
    const tagIds = change.tagged ? [...others, change.tagId] : others;
    await companies.updateTag(before, { ...before, tagIds }, change);
  });
}
