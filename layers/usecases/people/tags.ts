import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { CompanyStore } from '#domain/people/company/company-store';
import { type Tag, tagName } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { tagsInRule } from '#domain/targeting/rule/tags-in-rule';
import type { StaffActor } from '#domain/workspace/access/actor';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { namesOfDependents } from '../targeting/live-rules.ts';
import { activityOf } from '../workspace/activity-log.ts';
import { type ContactTags, tagNotFound } from './contact-tags.ts';
import { type CompanyName, type NamedCompanies, resolveCompany } from './resolve-company.ts';
import { type ContactName, type NamedContacts, resolveContact } from './resolve-contact.ts';

export type TagPorts = {
  tags: TagStore;
  companies: NamedCompanies & Pick<CompanyStore, 'updateTag'>;
  contacts: NamedContacts;
  contactTags: Pick<ContactTags, 'apply' | 'remove'>;
  rules: Pick<RuleStore, 'load'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** A company, and whether it is to lose the tag. */
export type TaggedCompany = CompanyName & { untag: boolean };

/** A contact, and whether it is to lose the tag. */
export type TaggedUser = ContactName & { untag: boolean };

/** Takes the ports; returns the verbs of tags. */
export function tagUseCases({ tags, companies, contacts, contactTags, rules, clock, ids }: TagPorts) {
  async function find({ workspaceId }: StaffActor, tagId: string): Promise<Tag> {
    return (await tags.get(workspaceId, tagId)) ?? tagNotFound();
  }

  async function named({ workspaceId }: StaffActor, sent: string | undefined, correlationId: string): Promise<Tag> {
    const name = tagName(sent);
    return retryOnConflict(async () => {
      const present = await tags.findByName(workspaceId, name);
      if (present !== undefined) return present;
      const tag = { id: ids.decimalId(), workspaceId, name, createdAt: clock.now(), correlationId, version: 0 };
      await tags.create(tag);
      return tag;
    });
  }

  async function rename(actor: StaffActor, tagId: string, sent: string | undefined, correlationId: string) {
    const name = tagName(sent);
    return retryOnConflict(async () => {
      const before = await find(actor, tagId);
      if (before.name === name) return before;
      const holder = await tags.findByName(actor.workspaceId, name);
      if (holder !== undefined && holder.id !== tagId)
        throw new Failure('conflict', `A tag of that name exists already with id=${holder.id}`, { reason: 'conflict' });
      await tags.rename(before, { ...before, name, correlationId });
      return { ...before, name };
    });
  }

  const contactOf = ({ workspaceId }: StaffActor, user: ContactName) => resolveContact(contacts, workspaceId, user);

  async function tagCompany({ workspaceId }: StaffActor, id: string, change: { tagId: string; tagged: boolean }) {
    await retryOnConflict(async () => {
      const before = await resolveCompany(companies, workspaceId, { id });
      if (before.tagIds.includes(change.tagId) === change.tagged) return;
      const others = before.tagIds.filter((tagId) => tagId !== change.tagId);
      const tagIds = change.tagged ? [...others, change.tagId] : others;
      await companies.updateTag(before, { ...before, tagIds }, change);
    });
  }

  return {
    find,
    list: ({ workspaceId }: StaffActor): Promise<Tag[]> => tags.list(workspaceId),

    /** Takes a name; returns the tag that has it in whatever case, or a new one; with an id, renames that tag. @throws not_found, conflict */
    async save(
      actor: StaffActor,
      { id, name }: { id?: string | undefined; name?: string | undefined },
      correlationId: string,
    ): Promise<Tag> {
      return id === undefined ? named(actor, name, correlationId) : rename(actor, id, name, correlationId);
    },

    /** Takes a tag's name and companies; tags or untags them, once all are found. @throws company_not_found */
    async tagCompanies(actor: StaffActor, name: string, of: TaggedCompany[], correlationId: string): Promise<Tag> {
      const found = await Promise.all(
        of.map(async (each) => ({ ...each, id: (await resolveCompany(companies, actor.workspaceId, each)).id })),
      );
      const tag = await named(actor, name, correlationId);
      await forEachConcurrently(found, ({ id, untag }) => tagCompany(actor, id, { tagId: tag.id, tagged: !untag }));
      return tag;
    },

    /** Takes a tag's name and contacts; tags or untags them, once all are found. @throws not_found */
    async tagUsers(actor: StaffActor, name: string, of: TaggedUser[], correlationId: string): Promise<Tag> {
      const found = await Promise.all(of.map(async (each) => ({ ...each, id: (await contactOf(actor, each)).id })));
      const tag = await named(actor, name, correlationId);
      await forEachConcurrently(found, async ({ id, untag }) => {
        if (!untag) await contactTags.apply(actor, id, tag.id, correlationId);
        else if ((await contactOf(actor, { id })).tagIds.includes(tag.id))
          await contactTags.remove(actor, id, tag.id, correlationId);
      });
      return tag;
    },

    /** Removes a tag. Its links are removed by what follows its removal in the stream. @throws not_found, tag_has_dependent_objects while a live rule asks for it */
    async remove(actor: StaffActor, tagId: string): Promise<void> {
      const { rules: live } = await rules.load(actor.workspaceId);
      const dependent = live.filter(({ rule }) => tagsInRule(rule).includes(tagId));
      await retryOnConflict(async () => {
        const tag = await find(actor, tagId);
        if (dependent.length > 0) throw hasDependents(dependent);
        const activity = activityOf({ clock, ids }, actor, { type: 'tag_deletion', subject: tag.name });
        await tags.remove(tag, [activity]);
      });
    },
  };
}

export type Tags = ReturnType<typeof tagUseCases>;

/** Intercom API 2.15, tag_has_dependent_objects. */
function hasDependents(rules: Pick<LiveRule, 'id' | 'purpose'>[]): Failure {
  return new Failure('bad_request', `Unable to delete Tag with dependent objects. ${namesOfDependents(rules)}`, {
    reason: 'tag_has_dependent_objects',
  });
}
