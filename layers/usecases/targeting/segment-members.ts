import { isListed } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { DecidedProfile, Transition } from '#domain/targeting/profile/profile';
import type { CompiledLiveRule } from '#domain/targeting/rule/compiled-rule-set';
import { readBuildRuleId } from '#domain/targeting/segment/segment';
import type { SegmentMemberStore } from '#domain/targeting/segment/segment-store';
import { applyFacts, type TargetingPorts } from './due-evaluations.ts';

export type MemberPorts = TargetingPorts & {
  contacts: Pick<ContactStore, 'get'>;
  segmentMembers: SegmentMemberStore;
};

/**
 * Takes a profile that was just decided; brings the lists of the segments that it entered or left up to date. A list is kept
 * for the version that serves and for the one being built; who was decided by a version that has been replaced meanwhile is
 * evaluated once more. Safe to repeat in the order of the writes; what comes late is passed over where it is no longer so.
 */
export async function recordMembers(
  ports: MemberPorts,
  profile: DecidedProfile,
  { late } = { late: false },
): Promise<void> {
  const { workspaceId, contactId, correlationId } = profile;
  const { rules, held } = await ports.liveRules.current(workspaceId);
  const live = [...rules, ...held];
  let outdated = false;
  const present = late ? await ports.profiles.get(workspaceId, contactId) : undefined;
  for (const transition of profile.transitions) {
    const isSo = (present?.memberships[transition.ruleId]?.member ?? false) === transition.entered;
    if (late && !isSo) continue;
    const decided = decidedBy(profile, transition, live);
    if (decided === undefined) continue;
    const { segmentId, version } = decided;
    outdated ||= !live.some((rule) => rule.id === transition.ruleId && rule.version === version);
    const keeper = live.find(
      (rule) => (rule.replaces ?? rule.id) === segmentId && listOf(rule) <= version && version <= rule.version,
    );
    if (keeper === undefined) continue;
    await record(ports, { workspaceId, segmentId, version: listOf(keeper) }, contactId, transition.entered);
  }
  if (outdated) await applyFacts(ports, { workspaceId, contactId, events: [], correlationId });
}

const listOf = ({ list, version }: CompiledLiveRule): number => list ?? version;

/** The version of a segment that a transition was decided by; undefined if it is of no segment. */
function decidedBy(
  { memberships }: DecidedProfile,
  { ruleId }: Transition,
  live: readonly CompiledLiveRule[],
): { segmentId: string; version: number } | undefined {
  const build = readBuildRuleId(ruleId);
  if (build !== undefined) return build;
  if (!live.some(({ id, purpose }) => id === ruleId && purpose === 'segment')) return undefined;
  return { segmentId: ruleId, version: memberships[ruleId]?.ruleVersion ?? 0 };
}

async function record(
  { contacts, segmentMembers }: MemberPorts,
  list: Parameters<SegmentMemberStore['put']>[0],
  contactId: string,
  entered: boolean,
): Promise<void> {
  if (!entered) return await segmentMembers.remove(list, contactId);
  const contact = await contacts.get(list.workspaceId, contactId);
  if (contact === undefined) return;
  await segmentMembers.put(list, { contactId, createdAt: contact.createdAt, hidden: !isListed(contact) });
}
