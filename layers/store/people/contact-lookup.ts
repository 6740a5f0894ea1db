import type { ContactLookup } from '#domain/people/contact/contact-lookup';
import type { Table } from '../table/table.ts';
import { claimCodec } from './contact-claims.ts';
import { livingContact } from './contact-item.ts';
import { contactKey, emailClaimKey, externalIdClaimKey } from './contact-keys.ts';

/** Takes the table; returns how many contacts at once are looked for in it. */
export function contactLookup(table: Table): ContactLookup {
  return {
    async find(workspaceId, { ids, externalIds, emails }) {
      const claims = [
        ...externalIds.map((externalId) => externalIdClaimKey({ workspaceId, externalId })),
        ...emails.map((email) => emailClaimKey({ workspaceId, email })),
      ];
      const held = await table.getMany(claims, { consistent: true });
      const named = new Set([...ids, ...held.map((item) => claimCodec.fromItem(item).contactId)]);
      const keys = [...named].map((contactId) => contactKey({ workspaceId, contactId }));
      const items = await table.getMany(keys, { consistent: true });
      return items.flatMap((item) => livingContact(item) ?? []);
    },
  };
}
