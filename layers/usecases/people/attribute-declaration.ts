import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { AttributeValue } from '#domain/people/contact/contact';
import { acceptedValue, typeOfFirstValue } from '#domain/people/data-attribute/accept-value';
import type { AttributeModel, DataAttribute, DataAttributeStore } from '#domain/people/data-attribute/data-attribute';
import { MAX_ATTRIBUTES } from '#domain/people/data-attribute/new-data-attribute';
import type { StaffActor } from '#domain/workspace/access/actor';

export type AcceptedAttributePorts = { dataAttributes: DataAttributeStore; clock: Clock; ids: Pick<Ids, 'decimalId'> };

type Values = Record<string, AttributeValue>;

export type AcceptedAttributes = {
  /**
   * Takes who writes, of what, and custom attributes; returns them as they are kept. An attribute that nobody
   * declared is declared by its first value (docs/adr/0004). Reads nothing while every name is known.
   * @throws bad_request if a value is not of its attribute's type, or the model has no room for another attribute
   */
  accept(actor: Pick<StaffActor, 'workspaceId' | 'adminId'>, model: AttributeModel, given: Values): Promise<Values>;
  /** Returns every attribute of a workspace as it was at most half a minute ago. */
  known(workspaceId: string): Promise<DataAttribute[]>;
};

/** How long a change of options or an archival may go unnoticed by another instance, in ms. */
const FRESH_MS = 30_000;

/** Attributes take some 200 bytes each; an instance sees few workspaces between two cold starts. */
const MAX_WORKSPACES = 200;

type Catalogue = { readAt: number; attributes: Map<string, DataAttribute> };

/** Takes the ports; returns what accepts custom attributes, with a cache of its own. */
export function acceptedAttributes({ dataAttributes, clock, ids }: AcceptedAttributePorts): AcceptedAttributes {
  const cache = new Map<string, Catalogue>();

  async function read(workspaceId: string): Promise<Catalogue> {
    const attributes = await dataAttributes.list(workspaceId);
    if (cache.size >= MAX_WORKSPACES) cache.clear();
    const catalogue = { readAt: clock.now(), attributes: new Map(attributes.map((each) => [place(each), each])) };
    cache.set(workspaceId, catalogue);
    return catalogue;
  }

  async function current(workspaceId: string): Promise<Catalogue> {
    const known = cache.get(workspaceId);
    return known !== undefined && clock.now() - known.readAt < FRESH_MS ? known : read(workspaceId);
  }

  async function declare(
    { workspaceId, adminId }: Pick<StaffActor, 'workspaceId' | 'adminId'>,
    model: AttributeModel,
    undeclared: Values,
  ): Promise<void> {
    const { attributes } = await read(workspaceId);
    const at = clock.now();
    for (const [name, value] of Object.entries(undeclared)) {
      const type = typeOfFirstValue(name, value);
      if (type === undefined || attributes.has(place({ model, name }))) continue;
      if ([...attributes.values()].filter((each) => each.model === model).length >= MAX_ATTRIBUTES) throw full(model);
      const attribute: DataAttribute = {
        ...{ id: ids.decimalId(), workspaceId, model, name, description: null, type, options: [] },
        ...{ messengerWritable: false, archived: false, adminId, createdAt: at, updatedAt: at },
      };
      try {
        await dataAttributes.create(attribute);
        attributes.set(place(attribute), attribute);
      } catch (error) {
        // Another writer declared it at the same time; what they declared counts.
        if (!isFailure(error, 'conflict')) throw error;
        const theirs = (await dataAttributes.list(workspaceId)).find((each) => place(each) === place(attribute));
        if (theirs !== undefined) attributes.set(place(theirs), theirs);
      }
    }
  }

  return {
    async accept(actor, model, given) {
      const entries = Object.entries(given);
      if (entries.length === 0) return given;
      const isUndeclared = ({ attributes }: Catalogue, name: string) => !attributes.has(place({ model, name }));
      const catalogue = await current(actor.workspaceId);
      const undeclared = entries.filter(
        ([name, value]) => isUndeclared(catalogue, name) && typeOfFirstValue(name, value) !== undefined,
      );
      if (undeclared.length > 0) await declare(actor, model, Object.fromEntries(undeclared));
      const { attributes } = await current(actor.workspaceId);
      return Object.fromEntries(
        entries.map(([name, value]) => {
          const attribute = attributes.get(place({ model, name }));
          return [name, attribute === undefined ? value : acceptedValue(attribute, value)];
        }),
      );
    },
    known: async (workspaceId) => [...(await current(workspaceId)).attributes.values()],
  };
}

const place = ({ model, name }: Pick<DataAttribute, 'model' | 'name'>) => `${model} ${name}`;

function full(model: AttributeModel): Failure {
  return new Failure('bad_request', `A workspace has at most ${MAX_ATTRIBUTES} custom attributes of a ${model}`, {
    reason: 'custom_data_limit_reached',
    field: 'custom_attributes',
  });
}
