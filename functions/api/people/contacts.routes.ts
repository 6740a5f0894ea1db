import { type Route, route } from '#runtime/contract';
import type { Contacts } from '#usecases/people/contacts';
import { presentContact, presentContacts } from '#wire/people/contact';
import { contactChanges } from '#wire/people/contact-request';
import * as contracts from './contacts.contract.ts';

/** Takes the verbs of contacts; returns the routes of /contacts. */
export function contactRoutes(contacts: Contacts): Route[] {
  return [
    route(contracts.createContact, async ({ actor, body, correlationId, version }) =>
      presentContact(await contacts.create(actor, contactChanges(body), correlationId), version),
    ),
    route(contracts.listContacts, async ({ actor, query, version }) => {
      const { page, total } = await contacts.list(actor, query.per_page, query.starting_after);
      return presentContacts(page, total, query, version);
    }),
    route(contracts.showContact, async ({ actor, params, version }) =>
      presentContact(await contacts.find(actor, params.id), version),
    ),
    route(contracts.showContactByExternalId, async ({ actor, params, version }) =>
      presentContact(await contacts.findByExternalId(actor, params.external_id), version),
    ),
    route(contracts.updateContact, async ({ actor, params, body, correlationId, version }) =>
      presentContact(await contacts.update(actor, params.id, contactChanges(body), correlationId), version),
    ),
  ];
}
