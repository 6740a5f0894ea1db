import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { AttributeValue } from '#domain/people/contact/contact';
import { acceptedValue, typeOfFirstValue } from '#domain/people/data-attribute/accept-value';
import type { AttributeModel, DataAttribute, DataAttributeStore } from '#domain/people/data-attribute/data-attribute';
import { MAX_ATTRIBUTES } from '#domain/people/data-attribute/new-data-attribute';
import type { StaffActor } from '#domain/workspace/access/actor';

export type AcceptedAttributePorts = {
  dataAttributes: Pick<DataAttributeStore, 'list'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

type Values = Record<string, AttributeValue>;

/** Custom attributes as they are kept, and which of them the write that keeps them declares, in one transaction with it. */
export type Accepted = { values: Values | undefined; declared: DataAttribute[] };

export type AcceptedAttributes = {
  /**
   * Takes who writes, of what, custom attributes and what writes them; returns what that returns. An attribute that nobody
   * declared is declared by its first value (docs/adr/0004), with the write that keeps it: what is refused declares
   * nothing. Writes again if another was quicker to declare. Reads nothing while every name is known.
   * @throws bad_request if a value is not of its attribute's type, or the model has no room for another attribute
   */
  accept<Result>(
    actor: Pick<StaffActor, 'workspaceId' | 'adminId'>,
    given: { model: AttributeModel; values: Values | undefined },
    write: (accepted: Accepted) => Promise<Result>,
  ): Promise<Result>;
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

  /** A name is taken for unknown only by who has just looked. */
  async function knowing(workspaceId: string, model: AttributeModel, values: Values): Promise<Catalogue> {
    const catalogue = await current(workspaceId);
    return undeclaredNames([...catalogue.attributes.values()], model, values).length === 0
      ? catalogue
      : await read(workspaceId);
  }

  function declare(
    { workspaceId, adminId }: Pick<StaffActor, 'workspaceId' | 'adminId'>,
    known: DataAttribute[],
    model: AttributeModel,
    values: Values,
  ): DataAttribute[] {
    const at = clock.now();
    const declared = Object.entries(values).flatMap(([name, value]): DataAttribute[] => {
      const type = typeOfFirstValue(name, value);
      if (type === undefined || known.some((each) => place(each) === place({ model, name }))) return [];
      return [
        {
          ...{ id: ids.decimalId(), workspaceId, model, name, description: null, type, options: [] },
          ...{ messengerWritable: false, archived: false, adminId, createdAt: at, updatedAt: at },
        },
      ];
    });
    const there = known.filter((each) => each.model === model).length;
    if (declared.length > 0 && there + declared.length > MAX_ATTRIBUTES) throw full(model);
    return declared;
  }

  return {
    async accept(actor, { model, values }, write) {
      if (values === undefined || Object.keys(values).length === 0) return await write({ values, declared: [] });
      for (;;) {
        const { attributes } = await knowing(actor.workspaceId, model, values);
        const declared = declare(actor, [...attributes.values()], model, values);
        const byPlace = new Map([...attributes, ...declared.map((each) => [place(each), each] as const)]);
        const kept = Object.fromEntries(
          Object.entries(values).map(([name, value]) => {
            const attribute = byPlace.get(place({ model, name }));
            return [name, attribute === undefined ? value : acceptedValue(attribute, value)];
          }),
        );
        try {
          const result = await write({ values: kept, declared });
          for (const each of declared) attributes.set(place(each), each);
          return result;
        } catch (error) {
          if (declared.length === 0 || !isFailure(error, 'conflict') || error.details.reason !== undefined) throw error;
          // What another writer declared counts. Whatever else was in the way, whoever called knows.
          const now = await read(actor.workspaceId);
          if (!declared.some((each) => now.attributes.has(place(each)))) throw error;
        }
      }
    },
    known: async (workspaceId) => [...(await current(workspaceId)).attributes.values()],
  };
}

/** Takes known attributes and values of a model; returns the names whose first value would declare an attribute. */
export function undeclaredNames(known: DataAttribute[], model: AttributeModel, values: Values): string[] {
  const places = new Set(known.map(place));
  return Object.entries(values)
    .filter(([name, value]) => !places.has(place({ model, name })) && typeOfFirstValue(name, value) !== undefined)
    .map(([name]) => name);
}

const place = ({ model, name }: Pick<DataAttribute, 'model' | 'name'>) => `${model} ${name}`;

function full(model: AttributeModel): Failure {
  return new Failure('bad_request', `A workspace has at most ${MAX_ATTRIBUTES} custom attributes of a ${model}`, {
    reason: 'custom_data_limit_reached',
    field: 'custom_attributes',
  });
}
