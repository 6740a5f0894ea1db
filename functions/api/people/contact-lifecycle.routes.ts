import { reaches } from '#domain/kernel/api-version';
import type { Contact } from '#domain/people/contact/contact';
import { type Route, route } from '#runtime/contract';
import * as lifecycle from '#usecases/people/contact-lifecycle';
import { presentContact } from '#wire/people/contact';
import { presentMergeHistory } from '#wire/people/merge-history';
import * as contracts from './contact-lifecycle.contract.ts';

export function contactLifecycleRoutes(ports: lifecycle.ContactLifecyclePorts): Route[] {
  return [
    route(contracts.deleteContact, async ({ actor, params }) => ({
      ...reference(await lifecycle.removeContact(ports, actor, params.id)),
      deleted: true as const,
    })),
    route(contracts.archiveContact, async ({ actor, params, correlationId }) => ({
      ...reference(await lifecycle.archiveContact(ports, actor, params.id, correlationId)),
      archived: true as const,
    })),
    route(contracts.unarchiveContact, async ({ actor, params, correlationId }) => ({
      ...reference(await lifecycle.unarchiveContact(ports, actor, params.id, correlationId)),
      archived: false as const,
    })),
    route(contracts.blockContact, async ({ actor, params, correlationId }) => ({
      ...reference(await lifecycle.blockContact(ports, actor, params.id, correlationId)),
      blocked: true as const,
    })),
    route(contracts.mergeContact, async ({ actor, body, correlationId, version }) => {
      // Intercom API 2.16: strangers are merged on purpose only.
      const duplicatesOnly = reaches(version, '2.16') && body.skip_duplicate_validation !== true;
      const merge = { fromId: body.from, intoId: body.into, duplicatesOnly };
      return presentContact(await lifecycle.mergeContact(ports, actor, merge, correlationId), version);
    }),
    route(contracts.listContactMergeHistory, async ({ actor, params, query }) =>
      presentMergeHistory(await lifecycle.listMergeHistory(ports, actor, params.id), query),
    ),
    route(contracts.requestUserDeletion, async ({ actor, body }) => {
      await lifecycle.removeContact(ports, actor, body.intercom_user_id);
      return { id: Number(ports.ids.decimalId()) };
    }),
  ];
}

function reference({ id, externalId }: Contact) {
  return { type: 'contact' as const, id, external_id: externalId };
}
