import type { ContactErasure } from '#domain/people/contact/contact-erasure';
import type { FormerContactJob } from '#events/follow-up-job';
import { applyFacts, type TargetingPorts } from '../targeting/due-evaluations.ts';

export type FormerContactPorts = TargetingPorts & { remains: ContactErasure };

/** Takes a contact that is gone; erases what is left of it, or gives it to whom it was merged into, who is then evaluated. Safe to repeat. */
export async function clearFormerContact(ports: FormerContactPorts, job: FormerContactJob): Promise<void> {
  const { workspaceId, contactId, into, correlationId } = job;
  if (into === undefined) return await ports.remains.erase(workspaceId, contactId);
  await ports.remains.move(workspaceId, contactId, into);
  await applyFacts(ports, { workspaceId, contactId: into, events: [], correlationId });
}
