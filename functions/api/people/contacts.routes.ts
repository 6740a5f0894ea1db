import { type Route, route } from '#runtime/contract';
import {
  type ContactPorts,
  createContact,
  findContact,
  findContactByExternalId,
  listContacts,
  updateContact,
} from '#usecases/people/contacts';
import { presentContact, presentContacts } from '#wire/people/contact';
import { contactChanges } from '#wire/people/contact-request';
import * as contracts from './contacts.contract.ts';

export function contactRoutes(ports: ContactPorts): Route[] {
  return [
    route(contracts.createContact, async ({ actor, body, correlationId, version }) =>
      presentContact(await createContact(ports, actor, contactChanges(body), correlationId), version),
    ),
    route(contracts.listContacts, async ({ actor, query, version }) => {
      const { page, total } = await listContacts(ports, actor, query.per_page, query.starting_after);
      return presentContacts(page, total, query, version);
    }),
    route(contracts.showContact, async ({ actor, params, version }) =>
      presentContact(await findContact(ports, actor, params.id), version),
    ),
    route(contracts.showContactByExternalId, async ({ actor, params, version }) =>
      presentContact(await findContactByExternalId(ports, actor, params.external_id), version),
    ),
    route(contracts.updateContact, async ({ actor, params, body, correlationId, version }) =>
      presentContact(await updateContact(ports, actor, params.id, contactChanges(body), correlationId), version),
    ),
  ];
}
