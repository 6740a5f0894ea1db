import { type Route, route } from '#runtime/contract';
import * as list from '#usecases/engage/suppression-list';
import { presentSuppression, presentSuppressions } from '#wire/engage/suppression';
import * as contracts from './suppressions.contract.ts';

export function suppressionRoutes(ports: list.SuppressionPorts): Route[] {
  return [
    route(contracts.listSuppressions, async ({ actor, query }) => {
      const page = { limit: query.per_page, reason: query.reason, cursor: query.starting_after };
      return presentSuppressions(await list.listSuppressions(ports, actor, page), query.per_page);
    }),
    route(contracts.createSuppression, async ({ actor, body, correlationId }) =>
      presentSuppression(await list.addSuppression(ports, actor, body, correlationId)),
    ),
    route(contracts.getSuppression, async ({ actor, params }) =>
      presentSuppression(await list.findSuppression(ports, actor, params.address)),
    ),
    route(contracts.deleteSuppression, async ({ actor, params, query, body, correlationId }) => {
      const confirmed = (query.confirm ?? body.confirm) === 'complaint';
      await list.liftSuppression(ports, actor, { address: params.address, confirmed }, correlationId);
      return { type: 'suppression' as const, address: params.address, deleted: true as const };
    }),
  ];
}
