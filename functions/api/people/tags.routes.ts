import { tagName } from '#domain/people/tag/tag';
import { type Route, route } from '#runtime/contract';
import type { ContactTags } from '#usecases/people/contact-tags';
import type { Tags } from '#usecases/people/tags';
import { presentAppliedTag, presentTag } from '#wire/people/tag';
import * as contracts from './tags.contract.ts';

/** Takes the verbs of tags; returns the routes of /tags and of a contact's tags. */
export function tagRoutes(tags: Tags, ofContact: ContactTags): Route[] {
  return [
    route(contracts.listTags, async ({ actor }) => ({
      type: 'list' as const,
      data: (await tags.list(actor)).map(presentTag),
    })),
    route(contracts.createTag, async ({ actor, body, correlationId }) => {
      const { id, name, companies, users } = body;
      if (companies !== undefined) {
        const tagged = companies.map((each) => ({
          ...{ id: each.id, companyId: each.company_id },
          untag: each.untag === true,
        }));
        return presentTag(await tags.tagCompanies(actor, tagName(name), tagged, correlationId));
      }
      if (users !== undefined) {
        const tagged = users.map((each) => ({
          ...{ id: each.id, externalId: each.user_id, email: each.email },
          untag: each.untag === true,
        }));
        return presentTag(await tags.tagUsers(actor, tagName(name), tagged, correlationId));
      }
      return presentTag(await tags.save(actor, { id, name }, correlationId));
    }),
    route(contracts.findTag, async ({ actor, params }) => presentTag(await tags.find(actor, params.tag_id))),
    route(contracts.deleteTag, async ({ actor, params }) => {
      await tags.remove(actor, params.tag_id);
      return undefined;
    }),
    route(contracts.listTagsOfContact, async ({ actor, params }) => ({
      type: 'list' as const,
      data: (await ofContact.list(actor, params.contact_id)).map(presentAppliedTag),
    })),
    route(contracts.tagContact, async ({ actor, params, body, correlationId }) =>
      presentAppliedTag(await ofContact.apply(actor, params.contact_id, body.id, correlationId)),
    ),
    route(contracts.untagContact, async ({ actor, params, correlationId }) =>
      presentAppliedTag(await ofContact.remove(actor, params.contact_id, params.tag_id, correlationId)),
    ),
  ];
}
