import { type Route, route } from '#runtime/contract';
import { type Log, log as structuredLog } from '#runtime/logger';
import type { ContactSearch } from '#usecases/targeting/contact-search';
import { presentContacts } from '#wire/people/contact';
import * as contracts from './contact-search.contract.ts';

/** Takes the search and where to log; returns the route of POST /contacts/search. */
export function contactSearchRoutes(search: ContactSearch, log: Log = structuredLog): Route[] {
  return [
    route(contracts.searchContacts, async ({ actor, body, query, correlationId, version }) => {
      const found = await search(actor, body, query);
      log.info(found.branches.includes('scan') ? 'searched without an index' : 'searched', {
        workspaceId: actor.workspaceId,
        plan: found.branches.join(', '),
        examined: found.examined,
        units: found.units,
        page: found.page,
        correlationId,
      });
      const list = presentContacts(found, found.total, { page: found.page, per_page: found.perPage }, version);
      return found.warnings.length === 0 ? list : { ...list, warnings: found.warnings };
    }),
  ];
}
