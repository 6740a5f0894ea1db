import { type Route, route } from '#runtime/contract';
import { convertVisitor, findVisitor, updateVisitor, type VisitorPorts } from '#usecases/people/visitors';
import { presentContact } from '#wire/people/contact';
import { personNames, presentVisitor } from '#wire/people/visitor';
import * as contracts from './visitors.contract.ts';

export function visitorRoutes(ports: VisitorPorts): Route[] {
  return [
    route(contracts.retrieveVisitor, async ({ actor, query }) =>
      presentVisitor(await findVisitor(ports, actor, { externalId: query.user_id })),
    ),
    route(contracts.updateVisitor, async ({ actor, body, correlationId }) => {
      const changes = { name: body.name, customAttributes: body.custom_attributes };
      return presentVisitor(await updateVisitor(ports, actor, personNames(body), changes, correlationId));
    }),
    route(contracts.convertVisitor, async ({ actor, body, correlationId, version }) => {
      const conversion = { visitor: personNames(body.visitor), as: personNames(body.user ?? {}), role: body.type };
      return presentContact(await convertVisitor(ports, actor, conversion, correlationId), version);
    }),
  ];
}
