import { reaches } from '#domain/kernel/api-version';
import { Failure } from '#domain/kernel/failure';
import { type Route, route } from '#runtime/contract';
import {
  changeDataAttribute,
  createDataAttribute,
  type DataAttributePorts,
  listDataAttributes,
} from '#usecases/people/data-attributes';
import { presentDataAttribute, presentDataAttributes } from '#wire/people/data-attribute';
import * as contracts from './data-attributes.contract.ts';

export function dataAttributeRoutes(ports: DataAttributePorts): Route[] {
  return [
    route(contracts.listDataAttributes, async ({ actor, query, version }) => {
      const { model, include_archived: includeArchived } = query;
      // Intercom API 2.16 lists those of conversations at a place of their own.
      if (model === 'conversation' && reaches(version, '2.16')) throw movedModel();
      return presentDataAttributes(await listDataAttributes(ports, actor, { model, includeArchived }), model);
    }),
    route(contracts.createDataAttribute, async ({ actor, body }) => {
      const { name, model, data_type: dataType, options } = body;
      return presentDataAttribute(
        await createDataAttribute(ports, actor, {
          name,
          model,
          dataType,
          options: options ?? undefined,
          description: body.description ?? undefined,
          messengerWritable: body.messenger_writable ?? undefined,
        }),
      );
    }),
    route(contracts.updateDataAttribute, async ({ actor, params, body }) =>
      presentDataAttribute(
        await changeDataAttribute(ports, actor, params.id, {
          archived: body.archived ?? undefined,
          options: body.options ?? undefined,
          description: body.description ?? undefined,
          messengerWritable: body.messenger_writable ?? undefined,
        }),
      ),
    ),
  ];
}

function movedModel(): Failure {
  return new Failure('unprocessable', 'model must be contact or company; see /conversations/attributes', {
    reason: 'parameter_invalid',
    field: 'model',
  });
}
