import { accessPattern, type Collection, type Entity } from '../table/access-pattern.ts';
import { encodeDecimalId, encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, placed, workspacePartition } from '../table/partition.ts';

/** Takes the noun of a collection; returns the keys of its records: by id, by name, in their order. */
export function collectionKeys(noun: Entity) {
  const partition = (at: InWorkspace) => `${workspacePartition(at)}#COLLECTION#${text(noun)}`;
  return {
    key: accessPattern({ entity: noun, serves: `a ${noun} by its id` }, (at: InWorkspace & { id: string }) =>
      one(partition(at), `RECORD#${encodeDecimalId(at.id)}`),
    ),
    all: accessPattern({ entity: noun, serves: `every ${noun}; how many there are` }, (at: InWorkspace) =>
      all(partition(at), 'RECORD#'),
    ),
    name: accessPattern(
      { entity: 'collection-name', serves: `a ${noun} by its name, whatever its case; keeps names unique` },
      (at: InWorkspace & { name: string }) => one(`${partition(at)}#NAME#${text(at.name.toLowerCase())}`, 'CLAIM'),
    ),
    place: accessPattern(
      { entity: noun, serves: `a ${noun}'s place in lists` },
      (at: InWorkspace & { id: string; order: number }) =>
        placed('gsi1', `${partition(at)}#ORDER`, `${encodeInstant(at.order)}#${encodeDecimalId(at.id)}`),
    ),
    places: accessPattern(
      { entity: noun, serves: `lists of ${noun}, a page at a time` },
      (at: InWorkspace): Collection => ({ index: 'gsi1', partition: `${partition(at)}#ORDER` }),
    ),
  };
}
