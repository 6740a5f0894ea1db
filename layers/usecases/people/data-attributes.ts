import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { AttributeModel, DataAttribute, DataAttributeStore } from '#domain/people/data-attribute/data-attribute';
import {
  type AttributeChanges,
  type AttributeDraft,
  changedDataAttribute,
  MAX_ATTRIBUTES,
  newDataAttribute,
} from '#domain/people/data-attribute/new-data-attribute';
import { attributesInRule } from '#domain/targeting/rule/attributes-in-rule';
import type { RuleStore } from '#domain/targeting/rule/live-rule';
import type { StaffActor } from '#domain/workspace/access/actor';
import { namesOfDependents } from '../targeting/live-rules.ts';
import { activityOf } from '../workspace/activity-log.ts';

export type DataAttributePorts = {
  dataAttributes: DataAttributeStore;
  rules: Pick<RuleStore, 'load'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** How Intercom calls the data of a model in its messages. */
const DATA_OF: Record<AttributeModel, string> = { contact: 'people', company: 'company' };

/** Returns the custom attributes, of one model or all, archived ones only if asked for. */
export async function listDataAttributes(
  { dataAttributes }: Pick<DataAttributePorts, 'dataAttributes'>,
  { workspaceId }: StaffActor,
  { model, includeArchived }: { model?: string | undefined; includeArchived: boolean },
): Promise<DataAttribute[]> {
  const all = await dataAttributes.list(workspaceId);
  return all.filter((each) => (model === undefined || each.model === model) && (includeArchived || !each.archived));
}

/** Declares an attribute; a name is used once over people and companies, whatever its case. @throws bad_request */
export async function createDataAttribute(
  ports: Omit<DataAttributePorts, 'rules'>,
  actor: StaffActor,
  draft: AttributeDraft,
): Promise<DataAttribute> {
  const { dataAttributes, clock, ids } = ports;
  const { workspaceId, adminId } = actor;
  const attribute = newDataAttribute(draft, { id: ids.decimalId(), workspaceId, adminId, at: clock.now() });
  const all = await dataAttributes.list(workspaceId);
  const same = all.find(({ name }) => name.toLowerCase() === attribute.name.toLowerCase());
  if (same !== undefined) {
    const message = `You already have '${same.name}' in your ${DATA_OF[same.model]} data. To save this as new ${DATA_OF[attribute.model]} data, use a different name.`;
    throw new Failure('bad_request', message, { field: 'name' });
  }
  if (all.filter(({ model }) => model === attribute.model).length >= MAX_ATTRIBUTES) {
    const message = `A workspace has at most ${MAX_ATTRIBUTES} custom attributes of a ${attribute.model}`;
    throw new Failure('bad_request', message, { reason: 'custom_data_limit_reached' });
  }
  const activity = activityOf(ports, actor, { type: 'data_attribute_creation', subject: attribute.name });
  await dataAttributes.create(attribute, [activity]);
  return attribute;
}

/** Returns the attribute as it is then. @throws not_found; bad_request, also for archiving what a live rule asks for */
export async function changeDataAttribute(
  ports: DataAttributePorts,
  actor: StaffActor,
  attributeId: string,
  changes: AttributeChanges,
): Promise<DataAttribute> {
  const { dataAttributes, clock } = ports;
  const before = (await dataAttributes.list(actor.workspaceId)).find(({ id }) => id === attributeId);
  if (before === undefined) {
    throw new Failure('not_found', "We couldn't find that data attribute to update", { reason: 'field_not_found' });
  }
  const after = changedDataAttribute(before, changes, clock.now());
  if (after.archived && !before.archived) await checkUnused(ports, before);
  if (after === before) return after;
  const activity = activityOf(ports, actor, { type: 'data_attribute_update', subject: after.name });
  await dataAttributes.update(after, [activity]);
  return after;
}

/** @throws bad_request while a live rule asks for the attribute: it could never hold again for anybody new */
async function checkUnused(
  { rules }: Pick<DataAttributePorts, 'rules'>,
  { workspaceId, model, name }: DataAttribute,
): Promise<void> {
  const { rules: live } = await rules.load(workspaceId);
  const dependents = live.filter(({ rule }) =>
    attributesInRule(rule).some((asked) => asked.model === model && asked.name === name),
  );
  if (dependents.length === 0) return;
  const message = `Unable to archive '${name}' with dependent objects. ${namesOfDependents(dependents)}`;
  throw new Failure('bad_request', message, { reason: 'data_attribute_has_dependent_objects', field: 'archived' });
}
