import { type Route, route } from '#runtime/contract';
import type { Visitors } from '#usecases/people/visitors';
import { presentContact } from '#wire/people/contact';
import { personNames, presentVisitor } from '#wire/people/visitor';
import * as contracts from './visitors.contract.ts';

/** Takes the verbs of visitors; returns the routes of /visitors. */
export function visitorRoutes(visitors: Visitors): Route[] {
  return [
    route(contracts.retrieveVisitor, async ({ actor, query }) =>
      presentVisitor(await visitors.find(actor, { externalId: query.user_id })),
    ),
    route(contracts.updateVisitor, async ({ actor, body, correlationId }) => {
      const changes = { name: body.name, customAttributes: body.custom_attributes };
      return presentVisitor(await visitors.update(actor, personNames(body), changes, correlationId));
    }),
    route(contracts.convertVisitor, async ({ actor, body, correlationId, version }) => {
      const conversion = { visitor: personNames(body.visitor), as: personNames(body.user), role: body.type };
      return presentContact(await visitors.convert(actor, conversion, correlationId), version);
    }),
  ];
}
