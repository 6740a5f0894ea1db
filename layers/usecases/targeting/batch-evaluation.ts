import { isPermanent } from '#domain/kernel/failure';
import type { Profile } from '#domain/targeting/profile/profile';
import type { CompiledRuleSet } from '#domain/targeting/rule/compiled-rule-set';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { decideOn, type Evaluation, type EvaluationPorts, evaluateContact, isCommitted } from './evaluation.ts';
import { type ContactSubject, subjectsOf } from './rule-subjects.ts';

/** Why contacts are evaluated together: nothing new of any of them, but of rules or of what they share. */
export type BatchReason = Pick<Evaluation, 'workspaceId' | 'reaffirm' | 'outdates' | 'correlationId'>;

type Batch = { rules: CompiledRuleSet; each: { before: Profile; subject: ContactSubject }[] };

/**
 * Takes contacts and why they are to be looked at; evaluates each as `evaluateContact` does, but reads all of them at once, once,
 * and writes only those for whom something changes. Who changes meanwhile is evaluated alone; whom no repeat can help is
 * handed to `setAside`, and keeps nobody from being evaluated. Safe to repeat.
 */
export async function evaluateTogether(
  ports: EvaluationPorts,
  contactIds: readonly string[],
  reason: BatchReason,
  setAside: (contactId: string) => Promise<void>,
): Promise<void> {
  const facts = { ...reason, events: [], timerFired: false, notBefore: 0 };
  const unlessLasting = async (contactId: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!isPermanent(error)) throw error;
      await setAside(contactId);
    }
  };
  const alone = (contactId: string) => unlessLasting(contactId, () => evaluateContact(ports, { ...facts, contactId }));

  const batch = await readBatch(ports, reason.workspaceId, contactIds);
  if (batch === undefined) return await forEachConcurrently([...contactIds], alone);
  const { rules, each } = batch;
  const saved: string[] = [];
  await forEachConcurrently(each, async ({ before, subject }) => {
    const { id: contactId } = subject.contact;
    await unlessLasting(contactId, async () => {
      const update = await decideOn(ports, { ...facts, contactId }, { before, folded: before, rules, subject });
      if (update === undefined) return;
      if (await isCommitted(ports, update)) saved.push(contactId);
      else await alone(contactId);
    });
  });
  // As in `evaluateContact`: a rule that went live before the saves may have looked before them, too (ADR 11).
  if (saved.length === 0) return;
  const { stamp } = await ports.liveRules.current(reason.workspaceId);
  if (stamp !== rules.stamp) await forEachConcurrently(saved, alone);
}

/**
 * In the order that `evaluateContact` keeps: profiles, rules, contacts, companies. Undefined if something among them can never
 * be read: it is met again with the one whose it is.
 */
async function readBatch(
  ports: EvaluationPorts,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Batch | undefined> {
  try {
    const profiles = await ports.profiles.getMany(workspaceId, [...contactIds]);
    const rules = await ports.liveRules.current(workspaceId);
    const contacts = await ports.contacts.getMany(workspaceId, [...contactIds]);
    const byContact = new Map(profiles.map((profile) => [profile.contactId, profile]));
    const each = (await subjectsOf(ports, rules, contacts)).flatMap((subject) => {
      const before = byContact.get(subject.contact.id);
      return before === undefined ? [] : [{ before, subject }];
    });
    return { rules, each };
  } catch (error) {
    if (!isPermanent(error)) throw error;
    return undefined;
  }
}
