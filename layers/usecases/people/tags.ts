import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { type Tag, tagName } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { tagsInRule } from '#domain/targeting/rule/tags-in-rule';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { namesOfDependents } from '../targeting/live-rules.ts';
import { activityOf } from '../workspace/activity-log.ts';
import { tagNotFound } from './contact-tags.ts';

export type TagPorts = {
  tags: TagStore;
  rules: Pick<RuleStore, 'load'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** Returns every tag of the workspace. */
export function listTags({ tags }: Pick<TagPorts, 'tags'>, { workspaceId }: StaffActor): Promise<Tag[]> {
  return tags.list(workspaceId);
}

/** @throws not_found */
export async function findTag(
  { tags }: Pick<TagPorts, 'tags'>,
  { workspaceId }: StaffActor,
  tagId: string,
): Promise<Tag> {
  return (await tags.get(workspaceId, tagId)) ?? tagNotFound();
}

/** Takes a name as sent; returns the tag that has it in whatever case, or a new one. @throws bad_request */
export async function createTag(
  { tags, clock, ids }: Pick<TagPorts, 'tags' | 'clock' | 'ids'>,
  { workspaceId }: StaffActor,
  sent: string | undefined,
  correlationId: string,
): Promise<Tag> {
  const name = tagName(sent);
  return await retryOnConflict(async () => {
    const present = await tags.findByName(workspaceId, name);
    if (present !== undefined) return present;
    const tag = { id: ids.decimalId(), workspaceId, name, createdAt: clock.now(), correlationId, version: 0 };
    await tags.create(tag);
    return tag;
  });
}

/** Gives a tag another name. @throws bad_request, not_found, conflict if another tag has the name */
export async function renameTag(
  ports: Pick<TagPorts, 'tags'>,
  actor: StaffActor,
  { id, name: sent }: { id: string; name: string | undefined },
  correlationId: string,
): Promise<Tag> {
  const name = tagName(sent);
  return await retryOnConflict(async () => {
    const before = await findTag(ports, actor, id);
    if (before.name === name) return before;
    const holder = await ports.tags.findByName(actor.workspaceId, name);
    if (holder !== undefined && holder.id !== id)
      throw new Failure('conflict', `A tag of that name exists already with id=${holder.id}`, { reason: 'conflict' });
    return await ports.tags.update(before, { ...before, name, correlationId });
  });
}

/** Removes a tag. Its links are removed by what follows its removal in the stream. @throws not_found, tag_has_dependent_objects while a live rule asks for it */
export async function removeTag(ports: TagPorts, actor: StaffActor, tagId: string): Promise<void> {
  const { rules: live } = await ports.rules.load(actor.workspaceId);
  const dependent = live.filter(({ rule }) => tagsInRule(rule).includes(tagId));
  await retryOnConflict(async () => {
    const tag = await findTag(ports, actor, tagId);
    if (dependent.length > 0) throw hasDependents(dependent);
    const activity = activityOf(ports, actor, { type: 'tag_deletion', subject: tag.name });
    await ports.tags.remove(tag, [activity]);
  });
}

/** Intercom API 2.15, tag_has_dependent_objects. */
function hasDependents(rules: Pick<LiveRule, 'id' | 'purpose'>[]): Failure {
  return new Failure('bad_request', `Unable to delete Tag with dependent objects. ${namesOfDependents(rules)}`, {
    reason: 'tag_has_dependent_objects',
  });
}
