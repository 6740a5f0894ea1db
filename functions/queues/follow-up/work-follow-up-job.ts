import type { Fact } from '#domain/fact';
import { EFFECTS, type Effect, type EffectJob, type FollowUpJob } from '#events/follow-up-job';
import { type EffectPorts, effectsOf } from '#functions/streams/outbox/effects';
import { groupOf } from '#functions/streams/outbox/outbox-consumer';
import { factOf } from '#store/facts';
import { advanceRunsOfContact } from '#usecases/engage/campaign-runs';
import { recordsOf, type SetAsidePorts, setAside } from '#usecases/kernel/set-aside';
import { clearFormerContact, type FormerContactPorts } from '#usecases/people/clear-former-contact';
import { type UnlinkingPorts, unlink } from '#usecases/people/unlink-contacts';
import { type EndSocketsPorts, endSockets } from '#usecases/respond/end-sockets';
import { type SweepPorts, sweepMembers } from '#usecases/targeting/segment-changes';

export type FollowUpPorts = EffectPorts &
  SetAsidePorts &
  UnlinkingPorts &
  SweepPorts &
  FormerContactPorts &
  EndSocketsPorts;

/** Takes a message of the follow-up queue; does what it asks for. Safe to repeat. */
export async function workFollowUpJob(ports: FollowUpPorts, job: FollowUpJob): Promise<void> {
  switch (job.kind) {
    case 'effect':
      return await workEffect(ports, job);
    case 'unlink':
      return await unlink(ports, job);
    case 'sweep':
      return await sweepMembers(ports, job);
    case 'former-contact':
      await endSockets(ports, { ...job, listener: { kind: 'contact', id: job.contactId } });
      await clearFormerContact(ports, job);
      if (job.into !== undefined) await advanceRunsOfContact(ports, { ...job, contactId: job.into });
      return;
    case 'end-sockets':
      return await endSockets(ports, job);
    default:
      return job satisfies never;
  }
}

async function workEffect(ports: FollowUpPorts, job: EffectJob): Promise<void> {
  const records = await recordsOf(ports, job);
  const facts = records.map(factOf).filter((fact) => fact !== undefined);
  if (job.effect !== 'all') return await work(ports, job.effect, facts);
  // Each effect on its own from here on.
  for (const effect of EFFECTS)
    await work(ports, effect, facts).catch((error: unknown) => setAside(ports, { ...job, effect, records, error }));
}

async function work(ports: FollowUpPorts, effect: Effect, facts: Fact[]): Promise<void> {
  const groups: Map<string, Fact[]> = Map.groupBy(facts, groupOf);
  for (const group of groups.values()) await effectsOf(ports)[effect](group, { late: true });
}
