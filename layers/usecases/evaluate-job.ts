import type { EvaluateJob } from '#events/evaluate-job';
import { type BackfillPorts, backfill } from './backfill.ts';
import { type CompanyEvaluationPorts, evaluateCompany } from './company-evaluation.ts';
import { clearFormerContact, type FormerContactPorts } from './former-contacts.ts';
import { type SweepPorts, sweepMembers } from './segment-changes.ts';
import { evaluateDue } from './targeting.ts';
import { type UnlinkingPorts, unlink } from './unlinking.ts';

/** Takes a message of the evaluate queue; does what it asks for. Safe to repeat. */
export async function workEvaluateJob(
  ports: CompanyEvaluationPorts & UnlinkingPorts & BackfillPorts & SweepPorts & FormerContactPorts,
  job: EvaluateJob,
): Promise<void> {
  switch (job.kind) {
    case 'due':
      return await evaluateDue(ports, job);
    case 'backfill':
      return await backfill(ports, job);
    case 'company':
      return await evaluateCompany(ports, job);
    case 'unlink':
      return await unlink(ports, job);
    case 'sweep':
      return await sweepMembers(ports, job);
    case 'former-contact':
      return await clearFormerContact(ports, job);
    default:
      return job satisfies never;
  }
}
