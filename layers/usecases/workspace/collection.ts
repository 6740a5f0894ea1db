import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { CollectionDeed } from '#domain/workspace/activity/activity';
import {
  type Collection,
  type Fields,
  type Given,
  type Kept,
  withGiven,
} from '#domain/workspace/collection/collection';
import type { CollectionPage, CollectionStore } from '#domain/workspace/collection/collection-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf, type DeedPorts } from './activity-log.ts';

/** A collection as the use cases serve it: where its records are, and the rules that need more than the record. */
export type ServedCollection<F extends Fields, Ports> = {
  collection: Collection<F>;
  records(ports: Ports): CollectionStore<F & Kept>;
  /** Who sees what; without it, everybody everything. */
  sight?(ports: Ports, actor: StaffActor): Promise<(record: F & Kept) => boolean>;
  /**
   * Takes the fields about to be written and, of a change, those of before; returns them as they are kept.
   * @throws Failure that names the field, also for a new reference to nothing
   */
  settle?(ports: Ports, actor: StaffActor, fields: F, before?: F): Promise<F>;
  /**
   * Returns the names of what still refers to a record and so forbids its deletion. A reference may be made between this
   * look and the deletion: whoever follows one takes what is gone for nothing.
   */
  dependents?(ports: Ports, record: F & Kept): Promise<string[]>;
};

type Served<F extends Fields, Ports> = ServedCollection<F, Ports>;

/** Of a list: how much, from where, and which records it is about. */
export type ListRequest<Record> = { limit: number; cursor?: string | undefined; wanted?(record: Record): boolean };

/** Returns a page of the records that the caller may see. @throws bad_request for a cursor of another list */
export async function listRecords<F extends Fields, Ports>(
  ports: Ports,
  actor: StaffActor,
  served: Served<F, Ports>,
  { limit, cursor, wanted = () => true }: ListRequest<F & Kept>,
): Promise<CollectionPage<F & Kept>> {
  const sees = await sightOf(ports, actor, served);
  const shown: (F & Kept)[] = [];
  let next = cursor;
  // What is left out makes room for others: a page is short only if it is the last.
  do {
    const page = await served.records(ports).page(actor.workspaceId, { limit: limit - shown.length, cursor: next });
    shown.push(...page.records.filter((record) => sees(record) && wanted(record)));
    next = page.next;
  } while (next !== undefined && shown.length < limit);
  return { records: shown, next };
}

/** @throws not_found, also for what the caller may not see */
export async function findRecord<F extends Fields, Ports>(
  ports: Ports,
  actor: StaffActor,
  served: Served<F, Ports>,
  id: string,
): Promise<F & Kept> {
  const [record, sees] = await Promise.all([
    served.records(ports).get(actor.workspaceId, id),
    sightOf(ports, actor, served),
  ]);
  if (record !== undefined && sees(record)) return record;
  throw new Failure('not_found', `${capitalised(called(served))} not found`);
}

/** Takes fields, those with a default optional; returns the new record. @throws bad_request `limit_reached`, conflict for a name that is taken */
export async function createRecord<F extends Fields, Ports extends DeedPorts>(
  ports: Ports,
  actor: StaffActor,
  served: Served<F, Ports>,
  { fields, correlationId }: { fields: Given<F>; correlationId: string },
): Promise<F & Kept> {
  const { workspaceId } = actor;
  const { max, defaults } = served.collection;
  const records = served.records(ports);
  return await retryOnConflict(async () => {
    if ((await records.count(workspaceId, max)) >= max) {
      const message = `The limit is reached (${called(served)}: ${max}); delete one that is not needed any more`;
      throw new Failure('bad_request', message, { reason: 'limit_reached' });
    }
    const settled = await settledFields(ports, actor, served, withGiven<F>(defaults, fields));
    await checkName(ports, actor, served, settled.name);
    const at = ports.clock.now();
    const kept = { id: ports.ids.decimalId(), workspaceId, createdAt: at, updatedAt: at, correlationId, version: 1 };
    const record = { ...settled, ...kept };
    await records.create(record, [deed(ports, actor, served, 'creation', record)]);
    return record;
  });
}

/**
 * Takes what to change, fields left out staying as they are, and, if the caller wants to lose no change of others, the
 * version it read; returns the record then. What changes nothing writes nothing.
 * @throws not_found, conflict `version_conflict` if there is a later version, conflict for a name that is taken
 */
export async function changeRecord<F extends Fields, Ports extends DeedPorts>(
  ports: Ports,
  actor: StaffActor,
  served: Served<F, Ports>,
  { id, changes, version, correlationId }: Change<F>,
): Promise<F & Kept> {
  return await retryOnConflict(async () => {
    const before = await findRecord(ports, actor, served, id);
    if (version !== undefined && version !== before.version) throw stale(before.version);
    const settled = await settledFields(ports, actor, served, withGiven<F>(before, changes), before);
    const after = { ...before, ...settled, updatedAt: ports.clock.now(), correlationId };
    const { fields } = served.collection;
    if (JSON.stringify(fields.parse(after)) === JSON.stringify(fields.parse(before))) return before;
    if (after.name !== before.name) await checkName(ports, actor, served, after.name, id);
    return await served.records(ports).update(before, after, [deed(ports, actor, served, 'update', after)]);
  });
}

export type Change<F> = {
  id: string;
  changes: Given<F>;
  version?: number | undefined;
  correlationId: string;
};

/** @throws not_found; conflict `has_dependent_objects` while something refers to it */
export async function removeRecord<F extends Fields, Ports extends DeedPorts>(
  ports: Ports,
  actor: StaffActor,
  served: Served<F, Ports>,
  id: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const record = await findRecord(ports, actor, served, id);
    const dependents = (await served.dependents?.(ports, record)) ?? [];
    if (dependents.length > 0) {
      const message = `This ${called(served)} is still used by: ${dependents.join(', ')}`;
      throw new Failure('conflict', message, { reason: 'has_dependent_objects' });
    }
    await served.records(ports).remove(record, [deed(ports, actor, served, 'deletion', record)]);
  });
}

async function sightOf<F extends Fields, Ports>(ports: Ports, actor: StaffActor, served: Served<F, Ports>) {
  return (await served.sight?.(ports, actor)) ?? (() => true);
}

async function settledFields<F extends Fields, Ports>(
  ports: Ports,
  actor: StaffActor,
  served: Served<F, Ports>,
  fields: F,
  before?: F,
): Promise<F> {
  return served.settle === undefined ? fields : await served.settle(ports, actor, fields, before);
}

/** The store refuses a name that is taken; this says whose it is. */
async function checkName<F extends Fields, Ports>(
  ports: Ports,
  { workspaceId }: StaffActor,
  served: Served<F, Ports>,
  name: string,
  own?: string,
): Promise<void> {
  if (!served.collection.uniqueNames) return;
  const holder = await served.records(ports).findByName(workspaceId, name);
  if (holder === undefined || holder.id === own) return;
  const message = `Another ${called(served)} has that name already, with id=${holder.id}`;
  throw new Failure('conflict', message, { reason: 'name_taken', field: 'name' });
}

function deed<F extends Fields, Ports>(
  ports: DeedPorts,
  actor: StaffActor,
  { collection: { noun } }: Served<F, Ports>,
  done: CollectionDeed,
  { name }: Fields,
) {
  return activityOf(ports, actor, { type: `${noun.replaceAll('-', '_')}_${done}`, noun, deed: done, subject: name });
}

function stale(version: number): Failure {
  const message = `It has been changed since: read it again, its version is ${version} now`;
  return new Failure('conflict', message, { reason: 'version_conflict', field: 'version' });
}

const called = <F extends Fields, Ports>({ collection }: Served<F, Ports>) => collection.noun.replaceAll('-', ' ');

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
