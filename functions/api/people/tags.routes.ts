import { tagName } from '#domain/people/tag/tag';
import { type Route, route } from '#runtime/contract';
import { listContactTags, tagContact, untagContact } from '#usecases/people/contact-tags';
import { type TaggingPorts, tagCompanies, tagUsers } from '#usecases/people/tagging';
import { createTag, findTag, listTags, removeTag, renameTag, type TagPorts } from '#usecases/people/tags';
import { presentAppliedTag, presentTag } from '#wire/people/tag';
import * as contracts from './tags.contract.ts';

export function tagRoutes(ports: TagPorts & TaggingPorts): Route[] {
  return [
    route(contracts.listTags, async ({ actor }) => ({
      type: 'list' as const,
      data: (await listTags(ports, actor)).map(presentTag),
    })),
    route(contracts.createTag, async ({ actor, body, correlationId }) => {
      const { id, name } = body;
      if (body.companies !== undefined) {
        const companies = body.companies.map((each) => ({
          ...{ id: each.id, companyId: each.company_id },
          untag: each.untag === true,
        }));
        return presentTag(await tagCompanies(ports, actor, { name: tagName(name), companies }, correlationId));
      }
      if (body.users !== undefined) {
        const users = body.users.map((each) => ({
          ...{ id: each.id, externalId: each.user_id, email: each.email },
          untag: each.untag === true,
        }));
        return presentTag(await tagUsers(ports, actor, { name: tagName(name), users }, correlationId));
      }
      if (id === undefined) return presentTag(await createTag(ports, actor, name, correlationId));
      return presentTag(await renameTag(ports, actor, { id, name }, correlationId));
    }),
    route(contracts.findTag, async ({ actor, params }) => presentTag(await findTag(ports, actor, params.tag_id))),
    route(contracts.deleteTag, async ({ actor, params }) => {
      await removeTag(ports, actor, params.tag_id);
      return undefined;
    }),
    route(contracts.listTagsOfContact, async ({ actor, params }) => ({
      type: 'list' as const,
      data: (await listContactTags(ports, actor, params.contact_id)).map(presentAppliedTag),
    })),
    route(contracts.tagContact, async ({ actor, params, body, correlationId }) => {
      const at = { contactId: params.contact_id, tagId: body.id };
      return presentAppliedTag(await tagContact(ports, actor, at, correlationId));
    }),
    route(contracts.untagContact, async ({ actor, params, correlationId }) => {
      const at = { contactId: params.contact_id, tagId: params.tag_id };
      return presentAppliedTag(await untagContact(ports, actor, at, correlationId));
    }),
  ];
}
